package org.unroom.batch.journal;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Journal records of every kind, with texts of any characters. */
final class Entries {
  private static final String HASH = "0123456789abcdef".repeat(4);

  private Entries() {}

  static Arbitrary<JournalEntry> any() {
    return Combinators.combine(
            identities(),
            Arbitraries.of(JobStatus.class),
            texts(),
            outputs().list().ofMaxSize(3),
            figures(),
            texts().list().ofMaxSize(2),
            Arbitraries.integers().between(1, 9),
            Arbitraries.doubles().between(0, 1e6))
        .as(JournalEntry::new);
  }

  static JournalEntry done(String job) {
    return new JournalEntry(
        new JobIdentity(job, new FileDigest(job, 1, HASH), "2026-11-24T00:00:00Z", HASH, "0.1.0"),
        JobStatus.DONE,
        "T60 1.24 → 0.41 s",
        List.of(new FileDigest(job + "_dry.wav", 2, HASH)),
        Map.of("t60_s", 1.24),
        List.of(),
        1,
        0.5);
  }

  private static Arbitrary<JobIdentity> identities() {
    return Combinators.combine(texts(), outputs(), texts(), texts(), texts()).as(JobIdentity::new);
  }

  private static Arbitrary<FileDigest> outputs() {
    return Combinators.combine(
            texts(), Arbitraries.longs().greaterOrEqual(0), Arbitraries.just(HASH))
        .as(FileDigest::new);
  }

  private static Arbitrary<Map<String, Object>> figures() {
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            Arbitraries.doubles().map(x -> x),
            Arbitraries.integers().map(x -> x),
            texts().map(x -> x),
            texts().list().ofMaxSize(2).map(x -> x));
    return Arbitraries.maps(texts(), values).ofMaxSize(4);
  }

  /** Unpaired surrogates are no text that a file name or message can hold in UTF-8. */
  private static Arbitrary<String> texts() {
    return Arbitraries.strings().ofMaxLength(12).filter(Entries::isText);
  }

  private static boolean isText(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }
}

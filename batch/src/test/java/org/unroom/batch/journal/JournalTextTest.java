package org.unroom.batch.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever happens to a journal's bytes, no record comes out of it that did not go in. */
class JournalTextTest {
  @Provide
  Arbitrary<List<JournalEntry>> journals() {
    return Entries.any().list().ofMinSize(1).ofMaxSize(6);
  }

  private static byte[] bytes(List<JournalEntry> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    entries.forEach(entry -> bytes.writeBytes(JournalLine.of(entry)));
    return bytes.toByteArray();
  }

  @Property(seed = "6", tries = 200)
  void whatGoesInComesOut(@ForAll("journals") List<JournalEntry> entries) {
    JournalText text = JournalText.parse(bytes(entries));
    assertThat(text.entries()).isEqualTo(entries);
    assertThat(text.damaged()).isZero();
    assertThat(text.end()).isEqualTo(bytes(entries).length);
  }

  @Property(seed = "6", tries = 300, shrinking = ShrinkingMode.OFF)
  void tornJournalHoldsTheLinesThatAreComplete(
      @ForAll("journals") List<JournalEntry> entries, @ForAll double share) {
    byte[] whole = bytes(entries);
    int cut = (int) (Math.abs(share % 1) * whole.length);
    JournalText text = JournalText.parse(Arrays.copyOf(whole, cut));
    assertThat(text.entries()).isEqualTo(entries.subList(0, text.entries().size()));
    assertThat(text.damaged()).isZero();
    assertThat(text.end()).isEqualTo(bytes(text.entries()).length).isLessThanOrEqualTo(cut);
    int next = text.entries().size();
    assertThat(bytes(entries.subList(0, Math.min(next + 1, entries.size()))).length)
        .as("every complete line is read")
        .satisfies(end -> assertThat(next == entries.size() || end > cut).isTrue());
  }

  @Property(seed = "6", tries = 300, shrinking = ShrinkingMode.OFF)
  void flippedBitCostsNoMoreThanItsLineAndTheNext(
      @ForAll("journals") List<JournalEntry> entries, @ForAll int place) {
    byte[] damaged = bytes(entries);
    int bit = Math.floorMod(place, damaged.length * 8);
    damaged[bit / 8] ^= (byte) (1 << bit % 8);
    JournalText text = JournalText.parse(damaged);
    assertThat(entries).containsAll(text.entries());
    assertThat(text.entries().size()).isBetween(entries.size() - 2, entries.size() - 1);
  }

  @Property(seed = "6", tries = 500)
  void bytesOfAnyKindAreReadWithoutARecord(@ForAll byte[] bytes) {
    JournalText text = JournalText.parse(bytes);
    assertThat(text.entries()).isEmpty();
    assertThat(text.end()).isBetween(0, bytes.length);
  }

  @Example
  void goldenChecksum() {
    String line = new String(JournalLine.of(Entries.done("a.wav")), UTF_8);
    // the sum was computed bit by bit in Python over the same text
    assertThat(line).startsWith("ca632015 {\"identity\":{\"job\":\"a.wav\"").endsWith("}\n");
  }

  @Example
  void fieldsThatALaterVersionAddsAreNoDamage() {
    String json = new String(JournalLine.of(Entries.done("a.wav")), UTF_8).substring(9);
    String longer = json.strip().replaceFirst("\\{", "{\"colour\":\"blue\",");
    CRC32C crc = new CRC32C();
    byte[] bytes = longer.getBytes(UTF_8);
    crc.update(bytes);
    byte[] line = ("%08x ".formatted(crc.getValue()) + longer).getBytes(UTF_8);
    assertThat(JournalLine.parse(line, 0, line.length)).contains(Entries.done("a.wav"));
  }
}

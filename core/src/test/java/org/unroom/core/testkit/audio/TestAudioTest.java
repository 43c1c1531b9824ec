package org.unroom.core.testkit.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.unroom.core.testkit.OctaveBands;

class TestAudioTest {
  private static final List<TestAudioEntry> ENTRIES = TestAudio.entries();

  @Test
  void everyFileIsInTheManifestAndTheOtherWayRound() throws IOException {
    Set<String> listed = ENTRIES.stream().map(TestAudioEntry::file).collect(Collectors.toSet());
    try (var files = Files.list(TestAudio.folder())) {
      Set<String> there =
          files
              .map(f -> f.getFileName().toString())
              .filter(name -> name.endsWith(".flac"))
              // the README's first command leaves its outputs beside the recording
              .filter(name -> !name.matches(".*_(dry|removed|ir)\\.flac"))
              .collect(Collectors.toSet());
      assertThat(there).isEqualTo(listed).hasSizeGreaterThan(15);
    }
  }

  @Test
  void filesAreWhatTheManifestSays() throws IOException, NoSuchAlgorithmException {
    for (TestAudioEntry entry : ENTRIES) {
      byte[] bytes = Files.readAllBytes(TestAudio.path(entry.file()));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      assertThat(HexFormat.of().formatHex(hash)).as(entry.file()).isEqualTo(entry.sha256());
      // RFC 9639, sec. 8: "fLaC", a block header, then STREAMINFO with rate (20 bits), channels
      // less 1 (3 bits), bits less 1 (5 bits), samples (36 bits) from byte 18 on.
      assertThat(new String(bytes, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("fLaC");
      long info = ByteBuffer.wrap(bytes).getLong(18);
      assertThat(info >>> 44).as(entry.file()).isEqualTo(entry.rateHz());
      assertThat((info >>> 41 & 7) + 1).as(entry.file()).isEqualTo(entry.channels());
      assertThat((info >>> 36 & 31) + 1).as(entry.file()).isEqualTo(16);
      assertThat((info & 0xFFFFFFFFFL) / (double) entry.rateHz()).isBetween(3.0, 8.0);
    }
  }

  @Test
  void wetFilesHaveADryOneAndATruth() {
    for (TestAudioEntry wet : ENTRIES) {
      wet.truth()
          .ifPresent(
              truth -> {
                TestAudioEntry dry = TestAudio.entry(truth.dryFile());
                assertThat(dry.truth()).isEmpty();
                assertThat(dry.rateHz()).isEqualTo(wet.rateHz());
                assertThat(truth.t60Seconds()).isBetween(0.2, 3.0);
                assertThat(truth.octaveT60Seconds()).hasSize(OctaveBands.COUNT);
                assertThat(truth.drrDb()).isBetween(-10.0, 10.0);
                assertThat(wet.directGain()).isPositive();
              });
    }
  }

  @Test
  void thereIsSomethingOfEverything() {
    assertThat(ENTRIES.stream().map(TestAudioEntry::kind))
        .contains("speech", "sung", "plucked", "bowed", "blown", "percussion");
    assertThat(ENTRIES.stream().map(TestAudioEntry::rateHz)).contains(16_000, 44_100, 48_000);
    assertThat(ENTRIES.stream().map(TestAudioEntry::channels)).contains(1, 2);
  }

  @Test
  void entriesSurviveTheirOwnLine() throws IOException {
    List<String> lines = Files.readAllLines(TestAudio.folder().resolve("MANIFEST.tsv"));
    assertThat(lines.get(0)).isEqualTo(TestAudioEntry.HEADER);
    for (String line : lines.subList(1, lines.size())) {
      assertThat(TestAudioEntry.parse(line).line()).isEqualTo(line);
    }
    assertThatThrownBy(() -> TestAudioEntry.parse("a\tb")).hasMessageContaining("2 columns");
    assertThatThrownBy(() -> TestAudio.path("nothing.flac")).hasMessageContaining("nothing.flac");
  }

  @Test
  void folderIsFoundFromBelow() {
    assertThat(TestAudio.folder().getFileName()).isEqualTo(Path.of("test-audio"));
  }
}

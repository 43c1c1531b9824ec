package org.unroom.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.unroom.core.audio.Audio;

/** Hostile and damaged files end in the right answer or in one clear line. */
class DamagedInputTest {
  @TempDir Path folder;

  @Test
  void missingFileIsNamed() {
    assertRefused(folder.resolve("no.wav"), "no.wav: no such file");
  }

  @Test
  void directoryCalledLikeAWavIsADirectory() throws IOException {
    Path file = Files.createDirectory(folder.resolve("a.wav"));
    assertRefused(
        file, "not a media file that Unroom reads (found: directory). Formats: unroom formats");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|empty file",
        "Dear diary, today we recorded in the hall.|text",
        "PK\u0003\u0004 more|ZIP archive",
        "#EXTM3U http://example.org/x.ts|M3U playlist",
        "ffconcat version 1.0|ffconcat script",
        "%PDF-1.7|PDF document",
        "a\u0001\u0002\u0003b|unknown data"
      })
  void whatIsNotMediaIsCalledWhatItIs(String content, String found) throws IOException {
    Path file =
        Files.write(folder.resolve("talk.wav"), content.getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(file, "talk.wav: not a media file that Unroom reads (found: " + found + ")");
  }

  @Test
  void fifoIsNotOpened() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe.wav");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assumeTrue(made.waitFor() == 0);
    assertRefused(pipe, "found: pipe or device");
  }

  @Test
  void protocolNamesAreFileNames() {
    assertRefused(Path.of("concat:a.wav|b.wav"), "no such file");
    assertRefused(Path.of("https:/example.org/a.wav"), "no such file");
  }

  @Test
  void riffThatEndsInItsHeaderIsDamaged() throws IOException {
    Path whole = TestRecordings.noiseWav(folder.resolve("w.wav"), 100, 16_000, 1);
    byte[] bytes = Files.readAllBytes(whole);
    for (int kept : new int[] {12, 16, 20, 30}) {
      Path cut = Files.write(folder.resolve("cut.wav"), Arrays.copyOf(bytes, kept));
      assertRefused(cut, "cut.wav: damaged: its WAV, RF64, BW64 header cannot be read");
    }
  }

  @Test
  void headerOnlyHoldsNoSamples() throws IOException {
    Path file = TestRecordings.floatWav(folder.resolve("h.wav"));
    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.readAll().length()).isZero();
      assertThat(reader.report().damaged()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Container.class,
      names = {"WAV", "W64", "AIFF", "CAF", "AU", "FLAC"})
  void cutOffFilesAreReadAsFarAsTheyGo(Container container) throws IOException {
    Audio audio = TestRecordings.noise(2, 20_000, 44_100, SampleFormat.S24, 2);
    Path whole = TestRecordings.write(folder.resolve("whole"), audio, container, SampleFormat.S24);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length / 2));

    try (MediaReader reader = MediaReader.open(cut)) {
      Audio read = reader.readAll();
      assertThat(read.length()).isBetween(4_000, 10_100);
      int intact = container == Container.FLAC ? read.length() - 4608 : read.length();
      assertThat(Arrays.copyOf(read.channel(1), intact))
          .isEqualTo(Arrays.copyOf(audio.channel(1), intact));
      assertThat(reader.report().missing()).isEqualTo(20_000 - read.length());
      assertThat(reader.report().damage(44_100))
          .first()
          .asString()
          .startsWith("cut off: its header promises 0.454 s, it holds 0.");
    }
  }

  @Test
  void damagedFlacFrameIsSilenceOfTheSameLength() throws IOException {
    Audio audio = TestRecordings.noise(1, 40_000, 44_100, SampleFormat.S16, 3);
    Path file =
        TestRecordings.write(folder.resolve("a.flac"), audio, Container.FLAC, SampleFormat.S16);
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < 10; i++) {
      bytes[bytes.length / 2 + i] ^= 0x55;
    }
    Files.write(file, bytes);
    try (MediaReader reader = MediaReader.open(file)) {
      Audio read = reader.readAll();
      assertThat(read.length()).isEqualTo(40_000);
      assertThat(reader.report().decodeErrors()).isPositive();
      assertThat(reader.report().damage(44_100))
          .anySatisfy(line -> assertThat(line).contains("could not be decoded; silence"));
      int last = 40_000 - 3000;
      assertThat(read.slice(last, 40_000).channel(0))
          .isEqualTo(audio.slice(last, 40_000).channel(0));
    }
  }

  @Test
  void samplesThatAreNoNumbersBecomeSilenceAndAreCounted() throws IOException {
    Path file =
        TestRecordings.floatWav(
            folder.resolve("nan.wav"), 0.5f, Float.NaN, 0.25f, Float.POSITIVE_INFINITY, -0.5f);
    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.readAll().channel(0)).containsExactly(0.5f, 0f, 0.25f, 0f, -0.5f);
      assertThat(reader.report().nonFinite()).isEqualTo(2);
      assertThat(reader.report().firstNonFinite()).hasValue(1);
      assertThat(reader.report().damage(16_000))
          .containsExactly(
              "2 samples are not a finite number (first at sample 1, 0.000 s); taken as silence");
    }
  }

  @Test
  void denormalsAreSamples() throws IOException {
    Path file = TestRecordings.floatWav(folder.resolve("d.wav"), Float.MIN_VALUE, 0f);
    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.readAll().channel(0)[0]).isEqualTo(Float.MIN_VALUE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7999, 1, has a sample rate of 7999 Hz; Unroom works from 8000 to 192000 Hz",
    "384000, 2, has a sample rate of 384000 Hz; Unroom works from 8000 to 192000 Hz"
  })
  void whatUnroomDoesNotPromiseIsRefused(int rate, int channels, String rule) throws IOException {
    Audio audio = TestRecordings.noise(channels, 50, rate, SampleFormat.S16, 4);
    Path file =
        TestRecordings.write(folder.resolve("x.wav"), audio, Container.WAV, SampleFormat.S16);
    assertRefused(file, "x.wav: " + rule);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1"})
  void wavOfUnknownSizeIsReadToItsEnd(int size) throws IOException {
    Path file = TestRecordings.noiseWav(folder.resolve("s.wav"), 1000, 16_000, 5);
    byte[] bytes = Files.readAllBytes(file);
    long offset = AudioChunk.find(file, Container.WAV).orElseThrow().offset();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt((int) offset - 4, size);
    Files.write(file, bytes);
    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.readAll().length()).isEqualTo(1000);
      assertThat(reader.report().damage(16_000)).isEmpty();
    }
  }

  @Test
  void namesWithControlCharactersStayOnOneLine() {
    assertRefused(folder.resolve("a\nb.wav"), "a\\x0ab.wav: no such file");
  }

  @Test
  void namesOfManyKindsAreOpened() throws IOException {
    for (String name :
        new String[] {"-n.wav", "a\nb", "ünï.wav", "%d.wav", "a:b|c", "x".repeat(255)}) {
      Path file = TestRecordings.noiseWav(folder.resolve(name), 10, 16_000, 6);
      try (MediaReader reader = MediaReader.open(file)) {
        assertThat(reader.readAll().length()).as(name).isEqualTo(10);
      }
    }
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(
            () -> {
              try (MediaReader reader = MediaReader.open(file)) {
                reader.readAll();
              }
            })
        .isInstanceOf(MediaException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }
}

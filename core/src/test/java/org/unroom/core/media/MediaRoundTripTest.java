package org.unroom.core.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.audio.Audio;

/** What is written comes back: every writable kind, sample format, rate and channel count. */
class MediaRoundTripTest {
  private static final int[] RATES_HZ = {8000, 11025, 16000, 44056, 44100, 48000, 96000, 192000};

  @TempDir Path folder;

  /** Every container and format; rates and channel counts take turns, so that all are met. */
  static List<Object[]> cases() {
    List<Object[]> cases = new ArrayList<>();
    int k = 0;
    for (Container container : Container.values()) {
      for (SampleFormat format : SampleFormat.values()) {
        if (TestRecordings.holds(container, format)) {
          for (int turn = 0; turn < 3; turn++, k++) {
            int channels = 1 + k % 8;
            cases.add(new Object[] {container, format, RATES_HZ[(k / 3 + k) % 8], channels});
          }
        }
      }
    }
    return cases;
  }

  @ParameterizedTest(name = "{0} {1} {2} Hz {3} channels")
  @MethodSource("cases")
  void samplesRateChannelsAndFormatComeBack(
      Container container, SampleFormat format, int rate, int channels) throws IOException {
    Audio audio = TestRecordings.noise(channels, 9001, rate, format, channels);
    Path file = TestRecordings.write(folder.resolve("a"), audio, container, format);

    try (MediaReader reader = MediaReader.open(file)) {
      MediaFormat found = reader.format();
      assertThat(found.container()).isEqualTo(container);
      assertThat(found.sampleFormat()).isEqualTo(format);
      assertThat(found.sampleRateHz()).isEqualTo(rate);
      assertThat(found.channels()).isEqualTo(channels);
      assertThat(found.lossy()).isFalse();
      assertThat(found.declaredLength()).hasValue(9001);
      assertSame(reader.readAll(), audio);
      assertThat(reader.report().damaged()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4095, 4096, 4097, 4608})
  void everyLengthComesBackExactly(int length) throws IOException {
    for (Container container : Container.values()) {
      // FFmpeg refuses a Wave64 without samples
      if (TestRecordings.PLAIN.contains(container) && (length > 0 || container != Container.W64)) {
        Audio audio = TestRecordings.noise(2, length, 48_000, SampleFormat.S16, 3);
        Path file = TestRecordings.write(folder.resolve("n"), audio, container, SampleFormat.S16);
        try (MediaReader reader = MediaReader.open(file)) {
          assertThat(reader.readAll().length()).as(container.title()).isEqualTo(length);
          assertThat(reader.report().damaged()).as(container.title()).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"WAV, 5.1(side)", "WAV, 7.1", "FLAC, 5.1", "W64, quad", "CAF, 5.0(side)"})
  void layoutComesBack(Container container, String layout) throws IOException {
    int channels =
        layout.startsWith("5.1") ? 6 : layout.equals("7.1") ? 8 : layout.equals("quad") ? 4 : 5;
    Audio audio = TestRecordings.noise(channels, 100, 48_000, SampleFormat.S16, 4);
    OutputFormat format = new OutputFormat(container, SampleFormat.S16, 48_000, channels, layout);
    Path file = folder.resolve("layout");
    try (AudioDelivery delivery = new AudioDelivery(audio, format, file, false)) {
      assertThat(delivery.notes()).isEmpty();
      delivery.commit();
    }
    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.format().layout()).isEqualTo(layout);
    }
  }

  @Test
  void layoutThatAContainerCannotHoldIsTold() throws IOException {
    Audio audio = TestRecordings.noise(6, 100, 48_000, SampleFormat.S16, 4);
    OutputFormat format = new OutputFormat(Container.AU, SampleFormat.S16, 48_000, 6, "5.1(side)");
    try (AudioDelivery delivery = new AudioDelivery(audio, format, folder.resolve("a.au"), false)) {
      assertThat(delivery.notes()).singleElement().asString().contains("AU", "5.1(side)");
    }
  }

  @Test
  void clickAtTheStartStaysAtTheStart() throws IOException {
    for (Container container : Container.values()) {
      if (TestRecordings.PLAIN.contains(container)) {
        float[] click = new float[5000];
        click[0] = 0.5f;
        Path file =
            TestRecordings.write(
                folder.resolve("c"), Audio.mono(click, 44_100), container, SampleFormat.S16);
        try (MediaReader reader = MediaReader.open(file)) {
          assertThat(reader.readAll().channel(0)).as(container.title()).isEqualTo(click);
        }
      }
    }
  }

  @Test
  void blocksAndSkipsSeeTheSameSamplesAsOneReading() throws IOException {
    Audio audio = TestRecordings.noise(2, 20_000, 44_100, SampleFormat.S24, 5);
    Path file = TestRecordings.write(folder.resolve("b"), audio, Container.FLAC, SampleFormat.S24);
    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.skip(777)).isEqualTo(777);
      float[][] block = new float[2][1000];
      assertThat(reader.read(block, 10, 990)).isEqualTo(990);
      assertThat(block[1][10]).isEqualTo(audio.channel(1)[777]);
      assertThat(block[1][999]).isEqualTo(audio.channel(1)[777 + 989]);
      Audio rest = reader.readUpTo(5);
      assertSame(rest, audio.slice(777 + 990, 777 + 995));
      assertThat(reader.skip(Long.MAX_VALUE)).isEqualTo(20_000 - 777 - 995 + 0L);
      assertThat(reader.read(block, 0, 1)).isZero();
    }
  }

  @Test
  void samplesBeyondFullScaleStayInFloatFiles() throws IOException {
    Audio loud = Audio.mono(new float[] {0f, 3.5f, -7f, 1e-30f}, 16_000);
    Path file = TestRecordings.write(folder.resolve("f"), loud, Container.WAV, SampleFormat.F32);
    try (MediaReader reader = MediaReader.open(file)) {
      assertSame(reader.readAll(), loud);
    }
  }

  @Test
  void sameSoundGivesTheSameBytes() throws IOException {
    for (Container container : Container.values()) {
      if (TestRecordings.PLAIN.contains(container)) {
        Audio audio = TestRecordings.noise(2, 3000, 48_000, SampleFormat.S24, 6);
        Path one = TestRecordings.write(folder.resolve("1"), audio, container, SampleFormat.S24);
        Path two = TestRecordings.write(folder.resolve("2"), audio, container, SampleFormat.S24);
        assertThat(Files.mismatch(one, two)).as(container.title()).isEqualTo(-1);
      }
    }
  }

  @Test
  void aWavThatMayOutgrowFourGigabytesIsAnRf64() throws IOException {
    Path file = folder.resolve("large.wav");
    OutputFormat format = new OutputFormat(Container.WAV, SampleFormat.S16, 16_000, 1, "mono");
    Audio audio = TestRecordings.noise(1, 500, 16_000, SampleFormat.S16, 7);
    try (MediaWriter writer = new MediaWriter(file, format, 1L << 32)) {
      writer.write(new float[][] {audio.channel(0)}, 0, 500);
      writer.finish();
    }
    assertThat(Files.readAllBytes(file)).startsWith('R', 'F', '6', '4');
    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.format().declaredLength()).hasValue(500);
      assertSame(reader.readAll(), audio);
    }
  }

  private static void assertSame(Audio found, Audio expected) {
    assertThat(found.toString()).isEqualTo(expected.toString());
    for (int c = 0; c < expected.channelCount(); c++) {
      assertThat(found.channel(c)).as("channel " + c).isEqualTo(expected.channel(c));
    }
  }
}

package org.unroom.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;

/**
 * Sample n stays sample n through every kind of file that is written: sound goes in, is read back,
 * and a click at its first sample has not moved. {@code -Dunroom.roundTrips=FILE} writes the table.
 */
class EveryFormatTest {
  private static final int LENGTH = 30_011;
  private static final List<String> TABLE = new ArrayList<>();

  @TempDir Path folder;

  /** A click at sample 0 and ten more, each behind a pause; in each channel another height. */
  private static Audio clicks(int channels, int rate) {
    float[][] x = new float[channels][LENGTH];
    for (int c = 0; c < channels; c++) {
      for (int n = 0; n < LENGTH; n += 3000) {
        // exactly on the grid of 16 bits
        x[c][n] = 0.5f + 0.0625f * c;
      }
    }
    return new Audio(x, rate);
  }

  private static Audio roundTrip(Path file, Audio audio, OutputFormat format) throws IOException {
    try (AudioDelivery delivery =
        new AudioDelivery(AudioSource.of(audio), Metadata.NONE, format, file, false)) {
      assertThat(delivery.notes()).isEmpty();
      delivery.commit();
    }
    try (MediaReader reader = MediaReader.open(file)) {
      Audio read = reader.readAll();
      assertThat(reader.report().damaged()).isFalse();
      assertThat(reader.format().container()).isEqualTo(format.container());
      assertThat(reader.format().layout()).isEqualTo(format.layout());
      return read;
    }
  }

  /** By how many samples the click at {@code at} has moved: the highest sample around it. */
  private static int moved(float[] x, int at) {
    int highest = at;
    for (int n = Math.max(0, at - 1200); n < Math.min(x.length, at + 1200); n++) {
      highest = Math.abs(x[n]) > Math.abs(x[highest]) ? n : highest;
    }
    return highest - at;
  }

  private static int farthest(float[] x) {
    int farthest = 0;
    for (int at = 0; at < LENGTH; at += 3000) {
      farthest = Math.max(farthest, Math.abs(moved(x, at)));
    }
    return farthest;
  }

  @ParameterizedTest
  @EnumSource(Muxer.class)
  void clicksStayWhereTheyAre(Muxer muxer) throws IOException {
    for (String extension : muxer.extensions()) {
      for (AudioCodec codec : muxer.codecs()) {
        for (int rate : new int[] {48_000, 44_100, 16_000}) {
          if (codec.refusal(rate, 2).isEmpty()) {
            clicksStay(muxer, extension, codec, rate);
          }
        }
      }
    }
  }

  private void clicksStay(Muxer muxer, String extension, AudioCodec codec, int rate)
      throws IOException {
    Audio audio = clicks(2, rate);
    OutputFormat format =
        new OutputFormat(muxer, codec, codec.closest(SampleFormat.S16), rate, 2, "stereo");
    String name = "%s-%d.%s".formatted(codec.label(), rate, extension);
    Audio read = roundTrip(folder.resolve(name), audio, format);
    assertThat(read.length()).as(name).isEqualTo(LENGTH);
    assertThat(read.sampleRateHz()).isEqualTo(rate);
    int first = moved(read.channel(0), 0);
    int farthest = Math.max(farthest(read.channel(0)), farthest(read.channel(1)));
    if (codec.lossless()) {
      assertThat(read.channel(0)).as(name).isEqualTo(audio.channel(0));
      assertThat(read.channel(1)).as(name).isEqualTo(audio.channel(1));
    } else {
      assertThat(Math.abs(farthest)).as(name).isLessThanOrEqualTo(rate / 1000);
    }
    TABLE.add(
        String.format(
            Locale.ROOT,
            "| .%s | %s | %d | %+d | %+d | %d |",
            extension,
            codec.title(),
            rate,
            read.length() - LENGTH,
            first,
            farthest));
  }

  @AfterAll
  static void writeTable() throws IOException {
    String file = System.getProperty("unroom.roundTrips", "");
    if (!file.isEmpty()) {
      Files.write(Path.of(file), TABLE);
    }
  }

  /** More channels, deeper samples, and no sound at all. */
  @ParameterizedTest
  @CsvSource({
    "m4a, 6, 5.1, S24, 1001",
    "mka, 6, 5.1(side), S24, 1001",
    "mov, 4, quad, F32, 1001",
    "mov, 1, mono, U8, 1001",
    "opus, 6, 5.1, F32, 1001",
    "oga, 1, mono, S24, 1",
    "mp4, 1, mono, S16, 1",
    "mp3, 1, mono, F32, 47",
    "opus, 1, mono, F32, 2",
    "mka, 2, stereo, S16, 2"
  })
  void layoutsAndShortSoundsComeBack(
      String extension, int channels, String layout, SampleFormat samples, int length)
      throws IOException {
    Muxer muxer = Muxer.named(Path.of("x." + extension)).orElseThrow();
    AudioCodec codec = muxer.codec(samples == SampleFormat.F32 && muxer != Muxer.QUICKTIME);
    Audio audio = TestRecordings.noise(channels, length, 48_000, samples, 3);
    OutputFormat format =
        new OutputFormat(muxer, codec, codec.closest(samples), 48_000, channels, layout);
    Audio read = roundTrip(folder.resolve("x." + extension), audio, format);
    assertThat(read.length()).isEqualTo(length);
    for (int c = 0; c < channels && codec.lossless(); c++) {
      assertThat(read.channel(c)).isEqualTo(audio.channel(c));
    }
  }

  @Test
  void ratesThatACodecDoesNotHoldAreRefusedNotResampled() {
    assertThatThrownBy(
            () ->
                OutputFormat.forFile(
                    Path.of("x.opus"), false, SampleFormat.S16, 44_100, 2, "stereo"))
        .isInstanceOf(MediaException.class)
        .hasMessage(
            "x.opus: Opus does not hold 44100 Hz, and Unroom does not change rate or channels;"
                + " name a .wav or .flac");
    assertThatThrownBy(
            () -> OutputFormat.forFile(Path.of("x.mp3"), false, SampleFormat.S16, 48_000, 6, "5.1"))
        .hasMessageContaining("MP3 does not hold 6 channels");
  }

  @Test
  void lossySourcesStayLossyWherePlayersExpectItAndOthersDoNot() throws MediaException {
    for (boolean lossy : new boolean[] {true, false}) {
      OutputFormat m4a =
          OutputFormat.forFile(Path.of("x.m4a"), lossy, SampleFormat.S16, 48_000, 2, "stereo");
      assertThat(m4a.codec()).isEqualTo(lossy ? AudioCodec.AAC : AudioCodec.ALAC);
      OutputFormat mkv =
          OutputFormat.forFile(Path.of("x.mkv"), lossy, SampleFormat.F32, 48_000, 2, "stereo");
      assertThat(mkv.codec()).isEqualTo(AudioCodec.FLAC);
      assertThat(mkv.sampleFormat()).isEqualTo(SampleFormat.S24);
    }
  }
}

package org.unroom.core.media;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.audio.Audio;

/** WAV files as they are found, made byte by byte: rare, wrong and wrongly put together. */
class OddWavTest {
  private static final short[] SAMPLES = {0, 1000, -2000, 3000, -32768, 32767, 5, -6};

  @TempDir Path folder;

  private static byte[] chunk(String id, int size, byte[] content) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + content.length + (content.length & 1));
    bytes.order(ByteOrder.LITTLE_ENDIAN).put(id.getBytes(US_ASCII)).putInt(size).put(content);
    return bytes.array();
  }

  private static byte[] chunk(String id, byte[] content) {
    return chunk(id, content.length, content);
  }

  private static byte[] format(int tag, int channels, int rate, int bytesEach, int bits) {
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort((short) tag).putShort((short) channels).putInt(rate);
    bytes.putInt(rate * channels * bytesEach).putShort((short) (channels * bytesEach));
    return chunk("fmt ", bytes.putShort((short) bits).array());
  }

  private static byte[] sixteen(short... samples) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    for (short sample : samples) {
      bytes.putShort(sample);
    }
    return bytes.array();
  }

  private Path wav(String magic, int size, byte[]... chunks) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(magic.getBytes(US_ASCII));
    file.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(size).array());
    file.write("WAVE".getBytes(US_ASCII));
    for (byte[] chunk : chunks) {
      file.write(chunk);
    }
    return Files.write(folder.resolve("odd.wav"), file.toByteArray());
  }

  private static void assertSamples(Path file) throws IOException {
    try (MediaReader reader = MediaReader.open(file)) {
      Audio audio = reader.readAll();
      assertThat(reader.report().damaged()).isFalse();
      assertThat(audio.length()).isEqualTo(SAMPLES.length);
      for (int n = 0; n < SAMPLES.length; n++) {
        assertThat(audio.channel(0)[n]).isEqualTo(SAMPLES[n] / 32768f);
      }
    }
  }

  @Test
  void chunksOfOddLengthAndChunksBehindTheSamplesAreNoSamples() throws IOException {
    Path file =
        wav(
            "RIFF",
            1000,
            chunk("odd ", new byte[] {1, 2, 3}),
            format(1, 1, 44_056, 2, 16),
            chunk("data", sixteen(SAMPLES)),
            chunk("LIST", "INFOICMT\3\0\0\0ha\0\0".getBytes(US_ASCII)));
    assertSamples(file);
    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.format().sampleRateHz()).isEqualTo(44_056);
      assertThat(reader.metadata().chunks())
          .extracting(RiffChunk::id)
          .containsExactly("odd ", "LIST");
    }
  }

  /** A second WAVE glued behind the first is not its sound. */
  @Test
  void ofTwoWavesInOneFileTheFirstCounts() throws IOException {
    byte[] format = format(1, 1, 16_000, 2, 16);
    byte[] data = chunk("data", sixteen(SAMPLES));
    Path one = wav("RIFF", 4 + format.length + data.length, format, data);
    byte[] bytes = Files.readAllBytes(one);
    byte[] both = Arrays.copyOf(bytes, 2 * bytes.length);
    System.arraycopy(bytes, 0, both, bytes.length, bytes.length);
    assertSamples(Files.write(one, both));
    assertSamples(wav("RIFF", 1000, format, data, chunk("data", sixteen((short) 7, (short) 8))));
  }

  /** RF64 whose 32-bit sizes are not the sentinel FFFFFFFF but plain sizes, or zero. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 16})
  void sizesOfAnRf64AreThoseOfItsDs64(int sentinel) throws IOException {
    ByteBuffer ds64 = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    ds64.putLong(100).putLong(2L * SAMPLES.length).putLong(SAMPLES.length).putInt(0);
    byte[] data = chunk("data", sentinel == 1 ? -1 : sentinel, sixteen(SAMPLES));
    assertSamples(
        wav("RF64", sentinel, chunk("ds64", ds64.array()), format(1, 1, 48_000, 2, 16), data));
  }

  /** 24 valid bits in 32, of a layout that only this form of header can name. */
  @Test
  void extensibleHeadersAreUnderstood() throws IOException {
    ByteBuffer extensible = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    extensible.putShort((short) 0xfffe).putShort((short) 2).putInt(48_000).putInt(48_000 * 8);
    extensible.putShort((short) 8).putShort((short) 32).putShort((short) 22).putShort((short) 24);
    extensible.putInt(0x600).putInt(1).putShort((short) 0).putShort((short) 0x10);
    extensible.put(new byte[] {(byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71});
    ByteBuffer samples = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    samples.putInt(0x123456 << 8).putInt(-(0x7ffff0 << 8)).putInt(0).putInt(1 << 8);
    Path file = wav("RIFF", 100, chunk("fmt ", extensible.array()), chunk("data", samples.array()));
    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.format().layout()).isEqualTo("2 channels (SL+SR)");
      Audio audio = reader.readAll();
      assertThat(audio.channel(0)).containsExactly(0x123456 * 0x1p-23f, 0);
      assertThat(audio.channel(1)).containsExactly(-0x7ffff0 * 0x1p-23f, 0x1p-23f);
    }
  }

  @Test
  void eightBitsAreUnsigned() throws IOException {
    byte[] samples = {(byte) 128, 0, (byte) 255, (byte) 192};
    Path file = wav("RIFF", 60, format(1, 1, 8000, 1, 8), chunk("data", samples));
    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.format().sampleFormat()).isEqualTo(SampleFormat.U8);
      assertThat(reader.readAll().channel(0)).containsExactly(0, -1, 127 / 128f, 0.5f);
    }
  }

  @Test
  void sixtyFourBitFloatsAreRounded() throws IOException {
    ByteBuffer samples = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    samples.putDouble(1 / 3.0).putDouble(-2.5);
    Path file = wav("RIFF", 60, format(3, 1, 8000, 8, 64), chunk("data", samples.array()));
    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.format().sampleFormat()).isEqualTo(SampleFormat.F64);
      assertThat(reader.readAll().channel(0)).containsExactly(1 / 3f, -2.5f);
    }
  }

  @Test
  void aCodecThatNobodyDecodesIsNamed() throws IOException {
    Path file = wav("RIFF", 60, format(0x7777, 1, 8000, 1, 8), chunk("data", new byte[8]));
    assertThatThrownBy(() -> MediaReader.open(file))
        .isInstanceOf(MediaException.class)
        .hasMessageEndingWith(
            "odd.wav: its codec (tag 0x7777) cannot be decoded (a WAV, RF64, BW64 file)");
  }

  @ParameterizedTest
  @CsvSource({
    "16000, 65, has 65 channels; Unroom works on 1 to 64",
    "1, 1, has a sample rate of 1 Hz; Unroom works from 8000 to 192000 Hz",
    "7999, 1, has a sample rate of 7999 Hz; Unroom works from 8000 to 192000 Hz",
    "384000, 1, has a sample rate of 384000 Hz; Unroom works from 8000 to 192000 Hz"
  })
  void whatIsBeyondTheCapsIsNamed(int rate, int channels, String line) throws IOException {
    Path file =
        wav("RIFF", 60, format(1, channels, rate, 2, 16), chunk("data", new byte[2 * channels]));
    assertThatThrownBy(() -> MediaReader.open(file)).hasMessageEndingWith("odd.wav: " + line);
  }

  /** What is added while it is read is not waited for; what is taken away is told. */
  @Test
  void filesThatGrowAndShrinkEndSomewhere() throws IOException {
    Path file = TestRecordings.noiseWav(folder.resolve("g.wav"), 500_000, 16_000, 1);
    try (MediaReader reader = MediaReader.open(file)) {
      reader.readUpTo(1000);
      Files.write(file, new byte[100_000], java.nio.file.StandardOpenOption.APPEND);
      assertThat(reader.readAll().length()).isEqualTo(499_000);
      assertThat(reader.report().damaged()).isFalse();
    }
    Path shrinking = TestRecordings.noiseWav(folder.resolve("s.wav"), 500_000, 16_000, 1);
    try (MediaReader reader = MediaReader.open(shrinking);
        var channel =
            java.nio.channels.FileChannel.open(shrinking, java.nio.file.StandardOpenOption.WRITE)) {
      reader.readUpTo(1000);
      channel.truncate(100_000);
      assertThat(reader.readAll().length()).isLessThan(499_000);
      assertThat(reader.report().damage(16_000).get(0)).startsWith("cut off: its header promises");
    }
  }

  @Test
  void aFileThatVanishesWhileItIsReadIsReadToItsEnd() throws IOException {
    Path file = TestRecordings.noiseWav(folder.resolve("v.wav"), 500_000, 16_000, 1);
    try (MediaReader reader = MediaReader.open(file)) {
      Files.delete(file);
      assertThat(reader.readAll().length()).isEqualTo(500_000);
    }
  }

  /** Frames whose bits are noise: the length stays, what is lost is counted. */
  @Test
  void corruptMp3FramesAreCountedAndTheLengthStays() throws IOException {
    Audio audio = TestRecordings.noise(1, 88_200, 44_100, SampleFormat.S16, 1);
    Path file = TestEncoder.encode(folder.resolve("c.mp3"), audio, "mp3", "libmp3lame");
    byte[] bytes = Files.readAllBytes(file);
    for (int i = bytes.length / 2; i < bytes.length / 2 + 3000; i++) {
      bytes[i] = (byte) (i * 31);
    }
    try (MediaReader reader = MediaReader.open(Files.write(file, bytes))) {
      Audio read = reader.readAll();
      assertThat(reader.report().damaged()).isTrue();
      assertThat(read.length()).isBetween(88_200 - 12 * 1152, 88_200 + 2 * 1152);
    }
  }
}

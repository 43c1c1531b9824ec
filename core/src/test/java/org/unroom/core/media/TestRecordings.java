package org.unroom.core.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.unroom.core.audio.Audio;

/** Seeded recordings and files of them, made where a test runs. */
public final class TestRecordings {
  /** The kinds of file that hold samples as they are. */
  public static final List<Container> PLAIN =
      List.of(
          Container.WAV,
          Container.W64,
          Container.AIFF,
          Container.CAF,
          Container.AU,
          Container.FLAC);

  private TestRecordings() {}

  /** Whether a kind of file holds samples of {@code format} as they are. */
  static boolean holds(Container container, SampleFormat format) {
    return PLAIN.contains(container)
        && (container != Container.FLAC || AudioCodec.FLAC.closest(format) == format);
  }

  /** Noise at half of full scale, every channel different, on the grid of {@code format}. */
  public static Audio noise(
      int channels, int length, int sampleRateHz, SampleFormat format, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] samples = new float[channels][length];
    double steps = format.isFloat() ? 0x1p23 : Math.min(0x1p23, format.stepsToFullScale());
    for (float[] channel : samples) {
      for (int n = 0; n < length; n++) {
        // adding 0 turns -0, which an integer cannot hold, into 0
        channel[n] = (float) (Math.rint((random.nextDouble() - 0.5) * steps) / steps + 0.0);
      }
    }
    return new Audio(samples, sampleRateHz);
  }

  /** FFmpeg's usual layouts of 1 to 8 channels. */
  public static String layout(int channels) {
    return switch (channels) {
      case 1 -> "mono";
      case 2 -> "stereo";
      case 3 -> "2.1";
      case 4 -> "quad";
      case 5 -> "5.0";
      case 6 -> "5.1";
      case 7 -> "6.1";
      case 8 -> "7.1";
      default -> channels + " channels";
    };
  }

  /** Writes a sound as it is. */
  public static Path write(Path file, Audio audio, Container container, SampleFormat format)
      throws IOException {
    OutputFormat output =
        new OutputFormat(
            container,
            format,
            audio.sampleRateHz(),
            audio.channelCount(),
            layout(audio.channelCount()));
    try (AudioDelivery delivery = new AudioDelivery(audio, output, file, true)) {
      delivery.commit();
    }
    return file;
  }

  /** Writes seeded 16-bit mono noise as a WAV. */
  public static Path noiseWav(Path file, int length, int sampleRateHz, long seed)
      throws IOException {
    return write(
        file,
        noise(1, length, sampleRateHz, SampleFormat.S16, seed),
        Container.WAV,
        SampleFormat.S16);
  }

  /** A WAV of 32-bit floats with the given samples, made byte by byte, mono at 16 kHz. */
  public static Path floatWav(Path file, float... samples) throws IOException {
    int dataBytes = samples.length * Float.BYTES;
    ByteBuffer wav = ByteBuffer.allocate(44 + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(ascii("RIFF")).putInt(36 + dataBytes).put(ascii("WAVEfmt ")).putInt(16);
    wav.putShort((short) 3).putShort((short) 1).putInt(16_000).putInt(64_000);
    wav.putShort((short) 4).putShort((short) 32).put(ascii("data")).putInt(dataBytes);
    for (float x : samples) {
      wav.putFloat(x);
    }
    return Files.write(file, wav.array());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}

package org.unroom.core.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.unroom.core.audio.Audio;

/**
 * Plain RIFF WAVE files for tests, without the toolkit's own reader and writer: reads 16-bit and
 * 32-bit float samples, writes 16-bit ones (rounded, {@code 32767 = 1 - 2^-15}, clipped at full
 * scale, no dither). Source: Microsoft, "Multimedia Programming Interface and Data Specifications
 * 1.0", 1991.
 */
public final class WavFile {
  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int HEADER_BYTES = 44;
  private static final double FULL_SCALE = 32_768;

  private WavFile() {}

  /** All channels of the file. */
  public static Audio read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    in.position(12);
    ByteBuffer format = null;
    while (in.remaining() >= 8) {
      byte[] id = new byte[4];
      in.get(id);
      int size = in.getInt();
      String chunk = new String(id, StandardCharsets.US_ASCII);
      // Programs that write to a pipe leave a size beyond the end.
      int bytes = Math.min(size < 0 ? Integer.MAX_VALUE : size, in.remaining());
      ByteBuffer body = in.slice(in.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
      if (chunk.equals("fmt ")) {
        format = body;
      } else if (chunk.equals("data") && format != null) {
        return samples(format, body, file);
      }
      in.position(in.position() + bytes + Math.min(bytes % 2, in.remaining() - bytes));
    }
    throw new IOException(file + ": no fmt and data chunk");
  }

  private static Audio samples(ByteBuffer format, ByteBuffer data, Path file) throws IOException {
    int kind = format.getShort(0);
    int channels = format.getShort(2);
    int bits = format.getShort(14);
    if (!(kind == PCM && bits == 16) && !(kind == FLOAT && bits == 32)) {
      throw new IOException(file + ": format " + kind + " with " + bits + " bits is not read here");
    }
    float[][] x = new float[channels][data.remaining() / (channels * bits / 8)];
    for (int n = 0; n < x[0].length; n++) {
      for (int c = 0; c < channels; c++) {
        x[c][n] = kind == FLOAT ? data.getFloat() : (float) (data.getShort() / FULL_SCALE);
      }
    }
    return new Audio(x, format.getInt(4));
  }

  /** Writes a new 16-bit file; whatever is there is replaced. */
  public static void write(Path file, Audio audio) throws IOException {
    int channels = audio.channelCount();
    int bytes = 2 * channels * audio.length();
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(HEADER_BYTES - 8 + bytes);
    out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    out.putShort((short) PCM).putShort((short) channels).putInt(audio.sampleRateHz());
    out.putInt(2 * channels * audio.sampleRateHz()).putShort((short) (2 * channels));
    out.putShort((short) 16).put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
    for (int n = 0; n < audio.length(); n++) {
      for (int c = 0; c < channels; c++) {
        long rounded = Math.round(audio.channel(c)[n] * FULL_SCALE);
        out.putShort((short) Math.min(Short.MAX_VALUE, Math.max(Short.MIN_VALUE, rounded)));
      }
    }
    Files.write(file, out.array());
  }
}

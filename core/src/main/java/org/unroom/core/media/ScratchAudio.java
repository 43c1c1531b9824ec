package org.unroom.core.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;

/**
 * Sound on the disk for as long as it is worked on: written from the first sample to the last, read
 * in any order. Decoded once, a recording of hours can be read again, and from any sample on, which
 * compressed files do not allow with exact positions. Samples are 32-bit floats, the channels of
 * one moment side by side: {@code file[(n channels + c) 4 bytes]}.
 *
 * <p>The file loses its name as soon as it is open (where the system allows that), so that no end
 * of the process leaves it behind.
 */
public final class ScratchAudio implements AudioSource, AudioSink, AutoCloseable {
  private final Path folder;
  private final FileChannel file;
  private final int channels;
  private final int sampleRateHz;
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private long length;

  /**
   * An empty sound.
   *
   * @param folder where there is room for it; the folder of the outputs is a good place
   * @param channels number of channels, at least 1
   * @param sampleRateHz samples per second
   */
  public ScratchAudio(Path folder, int channels, int sampleRateHz) throws MediaException {
    this.folder = folder;
    this.channels = channels;
    this.sampleRateHz = sampleRateHz;
    try {
      Path name = Files.createTempFile(folder, ".unroom-", ".scratch");
      this.file =
          FileChannel.open(
              name,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw new MediaException(
          folder, "cannot hold a scratch file (%s)".formatted(IoReason.of(e)), e);
    }
  }

  /** What {@code reader} still has to give, at most {@code count} samples, decoded once. */
  public static ScratchAudio of(MediaReader reader, long count, Path folder) throws IOException {
    MediaFormat format = reader.format();
    ScratchAudio scratch = new ScratchAudio(folder, format.channels(), format.sampleRateHz());
    try {
      scratch.requireSpace(Math.min(count, format.declaredLength().orElse(0)));
      reader.copyTo(scratch, count);
      return scratch;
    } catch (IOException | RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  /** Says before the work begins that {@code samples} samples per channel do not fit. */
  public void requireSpace(long samples) throws MediaException {
    long needed = samples * channels * Float.BYTES;
    long usable = Long.MAX_VALUE;
    try {
      usable = Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      // a file system that does not tell its free space says so when it is full
      return;
    }
    if (usable < needed) {
      throw new MediaException(
          folder,
          String.format(
              Locale.ROOT,
              "has %.1f MB free, the work needs %.1f MB there",
              usable / 1e6,
              needed / 1e6));
    }
  }

  @Override
  public int channelCount() {
    return channels;
  }

  @Override
  public int sampleRateHz() {
    return sampleRateHz;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void write(float[][] samples, int from, int count) throws MediaException {
    ByteBuffer bytes = buffer(count);
    for (int n = from; n < from + count; n++) {
      for (float[] channel : samples) {
        bytes.putFloat(channel[n]);
      }
    }
    bytes.flip();
    try {
      long at = position(length);
      while (bytes.hasRemaining()) {
        at += file.write(bytes, at);
      }
    } catch (IOException e) {
      throw new MediaException(
          folder, "cannot hold the scratch file (%s)".formatted(IoReason.of(e)), e);
    }
    length += count;
  }

  @Override
  public void read(long from, float[][] out, int at, int count) throws MediaException {
    AudioSource.requireWithin(from, count, length);
    for (int done = 0; done < count; done += BLOCK) {
      readBlock(from + done, out, at + done, Math.min(BLOCK, count - done));
    }
  }

  private void readBlock(long from, float[][] out, int at, int count) throws MediaException {
    ByteBuffer bytes = buffer(count);
    try {
      long position = position(from);
      while (bytes.hasRemaining()) {
        int read = file.read(bytes, position);
        if (read < 0) {
          throw new IOException("it was cut off");
        }
        position += read;
      }
    } catch (IOException e) {
      throw new MediaException(
          folder, "its scratch file cannot be read (%s)".formatted(IoReason.of(e)), e);
    }
    bytes.flip();
    for (int n = at; n < at + count; n++) {
      for (float[] channel : out) {
        channel[n] = bytes.getFloat();
      }
    }
  }

  private long position(long sample) {
    return sample * channels * Float.BYTES;
  }

  /** A direct buffer of its own: Java would keep one of the largest size for each thread. */
  private ByteBuffer buffer(int count) {
    int bytes = Math.toIntExact(position(count));
    if (buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    return buffer.clear().limit(bytes);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // the samples are given up anyway, and the file has no name any more
      length = 0;
    }
  }
}

package org.unroom.core.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;

/**
 * Sound for as long as it is worked on: written from the first sample to the last, read in any
 * order. Decoded once, a recording of hours can be read again, and from any sample on, which
 * compressed files do not allow with exact positions. The first part lies in memory, so that short
 * sounds never touch the disk, what is beyond it in a file of 32-bit floats, the channels of one
 * moment side by side. Either way the same samples come back.
 *
 * <p>The file loses its name as soon as it is open (where the system allows that), so that no end
 * of the process leaves it behind.
 */
public final class ScratchAudio implements AudioSource, AudioSink, AutoCloseable {
  /** Two minutes of stereo at 48 kHz. */
  static final long MEMORY_BYTES = 48L << 20;

  private final Path folder;
  private final int channels;
  private final int sampleRateHz;
  private final int blocksInMemory;
  private final List<float[][]> memory = new ArrayList<>();
  private Optional<FileChannel> file = Optional.empty();
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private long length;

  /**
   * An empty sound.
   *
   * @param folder where there is room for it; the folder of the outputs is a good place
   * @param channels number of channels, at least 1
   * @param sampleRateHz samples per second
   */
  public ScratchAudio(Path folder, int channels, int sampleRateHz) {
    this(folder, channels, sampleRateHz, MEMORY_BYTES);
  }

  /** As the short form, with {@code memoryBytes} of memory, rounded down to blocks. */
  ScratchAudio(Path folder, int channels, int sampleRateHz, long memoryBytes) {
    this.folder = folder;
    this.channels = channels;
    this.sampleRateHz = sampleRateHz;
    this.blocksInMemory = (int) (memoryBytes / ((long) BLOCK * channels * Float.BYTES));
  }

  /** Says before the work begins that {@code samples} samples per channel do not fit. */
  public void requireSpace(long samples) throws MediaException {
    long needed = Math.max(0, position(samples));
    long usable = Long.MAX_VALUE;
    try {
      usable = needed == 0 ? usable : Files.getFileStore(folder).getUsableSpace();
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
    for (int done = 0; done < count; ) {
      int part = Math.min(count - done, restOfBlock(length));
      if (inMemory(length)) {
        remember(samples, from + done, part);
      } else {
        append(samples, from + done, part);
      }
      length += part;
      done += part;
    }
  }

  private void remember(float[][] samples, int from, int count) {
    int at = (int) (length % BLOCK);
    if (at == 0) {
      memory.add(new float[channels][BLOCK]);
    }
    float[][] block = memory.get(memory.size() - 1);
    for (int c = 0; c < channels; c++) {
      System.arraycopy(samples[c], from, block[c], at, count);
    }
  }

  private void append(float[][] samples, int from, int count) throws MediaException {
    ByteBuffer bytes = buffer(count);
    for (int n = from; n < from + count; n++) {
      for (float[] channel : samples) {
        bytes.putFloat(channel[n]);
      }
    }
    bytes.flip();
    try {
      FileChannel open = open();
      long at = position(length);
      while (bytes.hasRemaining()) {
        at += open.write(bytes, at);
      }
    } catch (IOException e) {
      throw new MediaException(
          folder, "cannot hold a scratch file (%s)".formatted(IoReason.of(e)), e);
    }
  }

  private FileChannel open() throws IOException {
    if (file.isEmpty()) {
      file =
          Optional.of(
              FileChannel.open(
                  Files.createTempFile(folder, ".unroom-", ".scratch"),
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.DELETE_ON_CLOSE));
    }
    return file.get();
  }

  @Override
  public void read(long from, float[][] out, int at, int count) throws MediaException {
    AudioSource.requireWithin(from, count, length);
    for (int done = 0; done < count; ) {
      long next = from + done;
      int part = Math.min(count - done, restOfBlock(next));
      if (inMemory(next)) {
        float[][] block = memory.get((int) (next / BLOCK));
        for (int c = 0; c < channels; c++) {
          System.arraycopy(block[c], (int) (next % BLOCK), out[c], at + done, part);
        }
      } else {
        readFile(next, out, at + done, part);
      }
      done += part;
    }
  }

  private void readFile(long from, float[][] out, int at, int count) throws MediaException {
    ByteBuffer bytes = buffer(count);
    try {
      long position = position(from);
      while (bytes.hasRemaining()) {
        int read = open().read(bytes, position);
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

  private static int restOfBlock(long sample) {
    return BLOCK - (int) (sample % BLOCK);
  }

  private boolean inMemory(long sample) {
    return sample / BLOCK < blocksInMemory;
  }

  /** Where {@code sample} lies in the file; below 0 for what lies in memory. */
  private long position(long sample) {
    return (sample - (long) blocksInMemory * BLOCK) * channels * Float.BYTES;
  }

  /** A direct buffer of its own: Java would keep one of the largest size for each thread. */
  private ByteBuffer buffer(int count) {
    int bytes = count * channels * Float.BYTES;
    if (buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    return buffer.clear().limit(bytes);
  }

  @Override
  public void close() {
    length = 0;
    memory.clear();
    try {
      if (file.isPresent()) {
        file.get().close();
      }
    } catch (IOException e) {
      // the samples are given up anyway, and the file has no name any more
      file = Optional.empty();
    }
  }
}

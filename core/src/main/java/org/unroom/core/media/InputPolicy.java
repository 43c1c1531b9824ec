package org.unroom.core.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Which files are opened at all. A file is judged by its first bytes, not by its name, and must be
 * a regular file of a kind in {@link Container}; then its audio must keep within these caps.
 *
 * @param maxChannels at most 64
 * @param minSampleRateHz lowest sample rate
 * @param maxSampleRateHz highest sample rate, at most 768000
 * @param maxSeconds longest recording
 */
public record InputPolicy(
    int maxChannels, int minSampleRateHz, int maxSampleRateHz, double maxSeconds) {
  /** What Unroom promises: 1 to 64 channels, 8 to 192 kHz, up to a day. */
  public static final InputPolicy STANDARD = new InputPolicy(64, 8_000, 192_000, 86_400);

  /** Whatever the decoders stand. */
  public static final InputPolicy ANYTHING =
      new InputPolicy(64, 1, 768_000, Double.POSITIVE_INFINITY);

  private static final int CHANNEL_LIMIT = 64;
  private static final int RATE_LIMIT_HZ = 768_000;
  private static final int ID3_HEADER = 10;

  /** Checks the caps against what the decoders stand. */
  public InputPolicy {
    if (maxChannels < 1 || maxChannels > CHANNEL_LIMIT) {
      throw new IllegalArgumentException(
          "maxChannels=%d must be between 1 and %d".formatted(maxChannels, CHANNEL_LIMIT));
    }
    if (minSampleRateHz < 1 || maxSampleRateHz > RATE_LIMIT_HZ) {
      throw new IllegalArgumentException(
          "sample rates %d to %d Hz must be between 1 and %d"
              .formatted(minSampleRateHz, maxSampleRateHz, RATE_LIMIT_HZ));
    }
  }

  /** The kind of media file that {@code file} is, or a line that says what it is instead. */
  public static Container admit(Path file) throws MediaException {
    Sniffed sniffed = look(file);
    return sniffed
        .container()
        .orElseThrow(
            () ->
                new MediaException(
                    file,
                    "not a media file that Unroom reads (found: %s). Formats: unroom formats"
                        .formatted(sniffed.found())));
  }

  /** Refuses audio that this policy does not cover. */
  public void check(Path file, MediaFormat format) throws MediaException {
    if (format.channels() > maxChannels) {
      throw new MediaException(
          file,
          "has %d channels; Unroom works on 1 to %d".formatted(format.channels(), maxChannels));
    }
    int rate = format.sampleRateHz();
    if (rate < minSampleRateHz || rate > maxSampleRateHz) {
      throw new MediaException(
          file,
          "has a sample rate of %d Hz; Unroom works from %d to %d Hz"
              .formatted(rate, minSampleRateHz, maxSampleRateHz));
    }
  }

  /** Refuses to read more than the longest recording in one piece. */
  void checkLength(Path file, long samples, int sampleRateHz) throws MediaException {
    if (samples > maxSeconds * sampleRateHz) {
      throw new MediaException(
          file,
          "is longer than %.0f h; cut it, or take a part with --start and --duration"
              .formatted(maxSeconds / 3600));
    }
  }

  private static Sniffed look(Path file) throws MediaException {
    if (!Files.exists(file)) {
      boolean dangling = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
      throw new MediaException(file, dangling ? "a link that leads nowhere" : "no such file");
    }
    if (Files.isDirectory(file)) {
      return Sniffed.other("directory");
    }
    if (!Files.isRegularFile(file)) {
      return Sniffed.other("pipe or device");
    }
    if (!Files.isReadable(file)) {
      throw new MediaException(file, "may not be read; change its permissions");
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return sniff(channel);
    } catch (IOException e) {
      throw new MediaException(file, "cannot be read (%s)".formatted(e.getMessage()), e);
    }
  }

  private static Sniffed sniff(SeekableByteChannel channel) throws IOException {
    byte[] head = bytesAt(channel, 0);
    if (head.length < ID3_HEADER || head[0] != 'I' || head[1] != 'D' || head[2] != '3') {
      return MagicBytes.sniff(head);
    }
    Sniffed behindTag = MagicBytes.sniff(bytesAt(channel, id3Length(head)));
    return behindTag.container().isPresent() ? behindTag : Sniffed.media(Container.MP3);
  }

  /** Length of an ID3v2 tag: four bytes of seven bits each, and its header. */
  private static long id3Length(byte[] head) {
    return ID3_HEADER + ((long) head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]);
  }

  private static byte[] bytesAt(SeekableByteChannel channel, long position) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MagicBytes.ENOUGH);
    channel.position(Math.max(0, position));
    while (buffer.hasRemaining() && channel.read(buffer) > 0) {
      // reads on until the buffer is full or the file ends
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}

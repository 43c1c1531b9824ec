package org.unroom.core.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacv.FFmpegLogCallback;

/**
 * The little that every use of FFmpeg's libraries shares: their log goes to SLF4J (never to the
 * terminal on its own), error numbers become words, file names become bytes. Loading this class
 * loads the native libraries (0.2 to 0.5 s), so {@link InputPolicy#admit} looks at a file before.
 */
final class Libav {
  private static final String LOGGER = "org.bytedeco.javacpp.logger";
  private static final int TEXT = 256;

  static {
    if (System.getProperty(LOGGER) == null) {
      System.setProperty(LOGGER, "slf4j");
    }
    FFmpegLogCallback.set();
    avutil.av_log_set_level(avutil.AV_LOG_WARNING);
  }

  private Libav() {}

  /** Loads the libraries and takes their log. */
  static void load() {}

  /** FFmpeg's words for an error number. */
  static String words(int error) {
    byte[] text = new byte[TEXT];
    avutil.av_strerror(error, text, text.length);
    return new String(text, UTF_8).trim();
  }

  /** Turns a negative result into an exception that names the file and the step. */
  static int check(int result, Path file, String step) throws MediaException {
    if (result < 0) {
      throw new MediaException(file, "%s (%s)".formatted(step, words(result)));
    }
    return result;
  }

  /**
   * The file as FFmpeg opens it: {@code file:} and the absolute path, so that no part of a name is
   * taken for a protocol, in the bytes that the operating system uses for names.
   */
  static BytePointer url(Path file) {
    String names = System.getProperty("sun.jnu.encoding", UTF_8.name());
    byte[] bytes = ("file:" + file.toAbsolutePath()).getBytes(Charset.forName(names));
    byte[] terminated = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, terminated, 0, bytes.length);
    return new BytePointer(terminated);
  }

  /** Text as FFmpeg takes it, in UTF-8 and ended by a zero. */
  static BytePointer terminated(String text) {
    return new BytePointer((text + '\0').getBytes(UTF_8));
  }

  /** FFmpeg's description of a channel layout, such as {@code 5.1(side)}. */
  static String describe(org.bytedeco.ffmpeg.avutil.AVChannelLayout layout) {
    byte[] text = new byte[TEXT];
    avutil.av_channel_layout_describe(layout, text, text.length);
    return new String(text, UTF_8).trim();
  }
}

package org.unroom.core.media;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_format;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * What is read and written: what Unroom's policy allows and the FFmpeg at hand can do, as its own
 * tables say.
 */
public final class FormatTable {
  private FormatTable() {}

  /** The kinds of file that are read. */
  public static List<Container> read() {
    Libav.load();
    return Arrays.stream(Container.values())
        .filter(container -> av_find_input_format(container.demuxer()) != null)
        .toList();
  }

  /** The kinds of file that are written. */
  public static List<Muxer> written() {
    Libav.load();
    return Arrays.stream(Muxer.values())
        .filter(muxer -> av_guess_format(muxer.format(), null, null) != null)
        .filter(muxer -> !codecs(muxer).isEmpty())
        .toList();
  }

  /** The codecs that a kind of file is written with: for lossless sources first. */
  public static List<AudioCodec> codecs(Muxer muxer) {
    return muxer.codecs().stream().filter(codec -> hasEncoder(muxer, codec)).toList();
  }

  private static boolean hasEncoder(Muxer muxer, AudioCodec codec) {
    SampleFormat samples = codec.closest(SampleFormat.S16);
    OutputFormat format = new OutputFormat(muxer, codec, samples, 48_000, 1, "mono");
    return avcodec_find_encoder_by_name(Encoding.of(format).encoder()) != null;
  }

  /** FFmpeg's names of the sound codecs that it decodes, in alphabetical order. */
  public static List<String> decoders() {
    Libav.load();
    java.util.TreeSet<String> names = new java.util.TreeSet<>();
    try (PointerPointer<Pointer> position = new PointerPointer<>(1)) {
      position.put(0, (Pointer) null);
      AVCodec codec = avcodec.av_codec_iterate(position);
      while (codec != null) {
        if (codec.type() == avutil.AVMEDIA_TYPE_AUDIO && avcodec.av_codec_is_decoder(codec) != 0) {
          names.add(avcodec.avcodec_get_name(codec.id()).getString());
        }
        codec = avcodec.av_codec_iterate(position);
      }
    }
    return List.copyOf(names);
  }

  /** FFmpeg's version and licence, in a line. */
  public static String library() {
    Libav.load();
    return "FFmpeg %s, %s"
        .formatted(avutil.av_version_info().getString(), avcodec.avcodec_license().getString());
  }
}

package org.unroom.core.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_F32BE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_F32LE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_F64BE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_F64LE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S16BE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S16LE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S24BE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S24LE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S32BE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S32LE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_U8;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBL;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8;
import static org.bytedeco.ffmpeg.global.avutil.av_get_planar_sample_fmt;

import java.nio.ByteBuffer;

/**
 * Which libavcodec encoder stores a format, and how its samples are laid before it: in native byte
 * order, 24-bit integers in the upper bits of 32.
 *
 * @param encoder FFmpeg's name of the encoder
 * @param sampleFormat FFmpeg's sample format
 * @param planar whether each channel lies in a plane of its own; else they are interleaved
 * @param format how samples end up stored
 */
record Encoding(String encoder, int sampleFormat, boolean planar, SampleFormat format) {
  /** The encoder for a format. */
  static Encoding of(OutputFormat output) {
    SampleFormat format = output.sampleFormat();
    return switch (output.codec()) {
      case PCM ->
          new Encoding(
              avcodec_get_name(pcm(output.container(), format)).getString(),
              packed(format),
              false,
              format);
      case FLAC -> new Encoding("flac", packed(format), false, format);
      case ALAC -> new Encoding("alac", av_get_planar_sample_fmt(packed(format)), true, format);
      case MP3 -> new Encoding("libmp3lame", AV_SAMPLE_FMT_FLTP, true, format);
      case AAC -> new Encoding("aac", AV_SAMPLE_FMT_FLTP, true, format);
      case OPUS -> new Encoding("libopus", AV_SAMPLE_FMT_FLT, false, format);
    };
  }

  private static int packed(SampleFormat format) {
    return switch (format) {
      case U8 -> AV_SAMPLE_FMT_U8;
      case S16 -> AV_SAMPLE_FMT_S16;
      case S24, S32 -> AV_SAMPLE_FMT_S32;
      case F32 -> AV_SAMPLE_FMT_FLT;
      case F64 -> AV_SAMPLE_FMT_DBL;
    };
  }

  private static int pcm(Container container, SampleFormat format) {
    return switch (container) {
      case AIFF, AU -> bigEndian(format);
      case CAF -> format == SampleFormat.U8 ? AV_CODEC_ID_PCM_S8 : littleEndian(format);
      default -> littleEndian(format);
    };
  }

  private static int littleEndian(SampleFormat format) {
    return switch (format) {
      case U8 -> AV_CODEC_ID_PCM_U8;
      case S16 -> AV_CODEC_ID_PCM_S16LE;
      case S24 -> AV_CODEC_ID_PCM_S24LE;
      case S32 -> AV_CODEC_ID_PCM_S32LE;
      case F32 -> AV_CODEC_ID_PCM_F32LE;
      case F64 -> AV_CODEC_ID_PCM_F64LE;
    };
  }

  private static int bigEndian(SampleFormat format) {
    return switch (format) {
      case U8 -> AV_CODEC_ID_PCM_S8;
      case S16 -> AV_CODEC_ID_PCM_S16BE;
      case S24 -> AV_CODEC_ID_PCM_S24BE;
      case S32 -> AV_CODEC_ID_PCM_S32BE;
      case F32 -> AV_CODEC_ID_PCM_F32BE;
      case F64 -> AV_CODEC_ID_PCM_F64BE;
    };
  }

  /** Bytes of one sample as laid before the encoder. */
  int bytes() {
    return format == SampleFormat.S24 ? Integer.BYTES : format.bytes();
  }

  /** Puts one sample behind the others. */
  void put(float x, ByteBuffer out) {
    switch (format) {
      case U8 -> out.put((byte) (onGrid(x) + 128));
      case S16 -> out.putShort((short) onGrid(x));
      case S24 -> out.putInt((int) (onGrid(x) << 8));
      case S32 -> out.putInt((int) onGrid(x));
      case F32 -> out.putFloat(x);
      case F64 -> out.putDouble(x);
    }
  }

  /** The nearest integer value; a step of overshoot is rounded away, more is a mistake before. */
  private long onGrid(float x) {
    double steps = format.stepsToFullScale();
    double step = Math.rint(x * steps);
    if (!(step >= -steps - 1 && step <= steps)) {
      throw new IllegalArgumentException(
          "sample %s is beyond full scale of %s; turn the sound down first"
              .formatted(x, format.description()));
    }
    return (long) Math.max(-steps, Math.min(steps - 1, step));
  }
}

package org.unroom.core.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBL;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBLP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S64;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S64P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8P;
import static org.bytedeco.ffmpeg.global.avutil.av_get_bytes_per_sample;
import static org.bytedeco.ffmpeg.global.avutil.av_sample_fmt_is_planar;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * Samples as they come out of a decoder, turned into {@code float[channel][sample]} with full scale
 * at ±1: integers are divided by 2^(bits−1), floats are taken as they are, 64 bits are rounded to
 * 24. Samples that are not numbers or infinite are counted and become 0.
 */
final class DecodedBlock {
  private final float[][] samples;
  private int length;
  private int taken;
  private long nonFinite;
  private int firstNonFinite;

  DecodedBlock(int channels) {
    samples = new float[channels][0];
  }

  /** Takes over a decoded frame. */
  void fill(AVFrame frame) {
    reset(frame.nb_samples());
    int format = frame.format();
    boolean planar = av_sample_fmt_is_planar(format) != 0;
    int bytes = av_get_bytes_per_sample(format);
    int step = planar ? 1 : samples.length;
    for (int c = 0; c < samples.length; c++) {
      BytePointer plane = frame.extended_data(planar ? c : 0);
      ByteBuffer raw =
          new BytePointer(plane)
              .capacity((long) length * bytes * step)
              .asByteBuffer()
              .order(ByteOrder.nativeOrder());
      convert(raw, format, planar ? 0 : c, step, samples[c]);
    }
    silenceNonFinite();
  }

  /** Takes over {@code count} samples of silence. */
  void fillSilence(int count) {
    reset(count);
    for (float[] channel : samples) {
      Arrays.fill(channel, 0, count, 0f);
    }
  }

  private void reset(int count) {
    length = count;
    taken = 0;
    nonFinite = 0;
    for (int c = 0; c < samples.length; c++) {
      if (samples[c].length < count) {
        samples[c] = new float[count];
      }
    }
  }

  private void convert(ByteBuffer raw, int format, int from, int step, float[] out) {
    if (format == AV_SAMPLE_FMT_FLT || format == AV_SAMPLE_FMT_FLTP) {
      var in = raw.asFloatBuffer();
      for (int n = 0, i = from; n < length; n++, i += step) {
        out[n] = in.get(i);
      }
    } else if (format == AV_SAMPLE_FMT_S16 || format == AV_SAMPLE_FMT_S16P) {
      var in = raw.asShortBuffer();
      for (int n = 0, i = from; n < length; n++, i += step) {
        out[n] = in.get(i) * 0x1p-15f;
      }
    } else if (format == AV_SAMPLE_FMT_S32 || format == AV_SAMPLE_FMT_S32P) {
      var in = raw.asIntBuffer();
      for (int n = 0, i = from; n < length; n++, i += step) {
        out[n] = in.get(i) * 0x1p-31f;
      }
    } else {
      convertRare(raw, format, from, step, out);
    }
  }

  private void convertRare(ByteBuffer raw, int format, int from, int step, float[] out) {
    if (format == AV_SAMPLE_FMT_U8 || format == AV_SAMPLE_FMT_U8P) {
      for (int n = 0, i = from; n < length; n++, i += step) {
        out[n] = ((raw.get(i) & 0xff) - 128) * 0x1p-7f;
      }
    } else if (format == AV_SAMPLE_FMT_DBL || format == AV_SAMPLE_FMT_DBLP) {
      var in = raw.asDoubleBuffer();
      for (int n = 0, i = from; n < length; n++, i += step) {
        out[n] = (float) in.get(i);
      }
    } else if (format == AV_SAMPLE_FMT_S64 || format == AV_SAMPLE_FMT_S64P) {
      var in = raw.asLongBuffer();
      for (int n = 0, i = from; n < length; n++, i += step) {
        out[n] = in.get(i) * 0x1p-63f;
      }
    } else {
      throw new IllegalStateException("FFmpeg sample format %d is unknown".formatted(format));
    }
  }

  private void silenceNonFinite() {
    firstNonFinite = length;
    for (float[] channel : samples) {
      for (int n = 0; n < length; n++) {
        if (!Float.isFinite(channel[n])) {
          channel[n] = 0f;
          nonFinite++;
          firstNonFinite = Math.min(firstNonFinite, n);
        }
      }
    }
  }

  /** Leaves out what comes behind the next {@code count} samples. */
  void cutAt(int count) {
    length = taken + count;
  }

  /** Samples that {@link #take} still has to give. */
  int remaining() {
    return length - taken;
  }

  /** Moves up to {@code count} samples into {@code out[channel][from…]}; says how many. */
  int take(float[][] out, int from, int count) {
    int moved = Math.min(count, remaining());
    for (int c = 0; c < samples.length; c++) {
      System.arraycopy(samples[c], taken, out[c], from, moved);
    }
    taken += moved;
    return moved;
  }

  /** Drops up to {@code count} samples; says how many. */
  int skip(long count) {
    int dropped = (int) Math.min(count, remaining());
    taken += dropped;
    return dropped;
  }

  /** Samples of the last frame, over all channels, that were no finite numbers. */
  long nonFinite() {
    return nonFinite;
  }

  /** Where in the last frame the first of them was. */
  int firstNonFinite() {
    return firstNonFinite;
  }
}

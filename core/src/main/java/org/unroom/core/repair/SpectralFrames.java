package org.unroom.core.repair;

import java.io.IOException;
import java.util.Arrays;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.dsp.RealFft;
import org.unroom.core.dsp.Window;
import org.unroom.core.parallel.Progress;

/**
 * A recording frame by frame in the order of time, so that what is done to a frame may depend on
 * those before it: frames of N samples, N/4 apart, weighted with the square root of a Hann window
 * before and after, whose squares add up to 2,
 *
 * <pre>
 *   y[n] = x[n] - 1/2 sum over t of v[n - t H] (1 - g_t)(v x)[n - t H],   v^2 = Hann
 * </pre>
 *
 * Frame t ends with sample (t + 1) H - 1. Gains are real, so every bin keeps its phase. Memory is a
 * few frames, and where all gains are 1 the samples stay bit by bit.
 */
final class SpectralFrames {
  private static final int HOPS_PER_FRAME = 4;
  private static final double SUM_OF_SQUARES = 2;
  private static final int FRAMES_PER_REPORT = 256;

  private final AudioSource source;
  private final int length;
  private final int hop;
  private final RealFft fft;
  private final float[] window;

  /** Plans for frames of {@code length} samples, a multiple of four. */
  SpectralFrames(AudioSource source, int length) {
    this.source = source;
    this.length = length;
    this.hop = length / HOPS_PER_FRAME;
    this.fft = RealFft.ofLength(length);
    this.window = new float[length];
    double[] hann = Window.HANN.periodic(length);
    for (int i = 0; i < length; i++) {
      window[i] = (float) Math.sqrt(hann[i]);
    }
  }

  /** The power of two nearest to a duration. */
  static int lengthOf(double seconds, int sampleRateHz) {
    return 1 << Math.max(5, (int) Math.round(Math.log(seconds * sampleRateHz) / Math.log(2)));
  }

  /** Decides what happens to a frame. */
  interface Gains {
    /**
     * Gains for the frame that comes next in a channel.
     *
     * @param t its number
     * @param power {@code |X[f]|^2}, f = 0..N/2
     * @param ahead that of the frame after it; 0 after the last
     * @param gain receives the factors, not negative
     */
    void next(int channel, long t, float[] power, float[] ahead, float[] gain);
  }

  /** Samples between frames. */
  int hop() {
    return hop;
  }

  /** Time between frames. */
  double hopSeconds() {
    return hop / (double) source.sampleRateHz();
  }

  /** Frequency between bins. */
  double binHz() {
    return source.sampleRateHz() / (double) length;
  }

  /** Channels of the recording. */
  int channels() {
    return source.channelCount();
  }

  /** Distinct bins, N/2 + 1. */
  int bins() {
    return fft.bins();
  }

  /** Frames that reach any sample. */
  long frames() {
    return source.length() == 0 ? 0 : (source.length() + length - 2) / hop + 1;
  }

  /** Powers of frame t, {@code [channel][bin]}. */
  float[][] powers(long t) throws IOException {
    float[][] spectra = spectra(t);
    float[][] powers = new float[spectra.length][bins()];
    powers(spectra, powers);
    return powers;
  }

  /** Applies the gains to every frame and hands over what they leave. */
  void apply(Gains gains, AudioSink sink, Progress progress) throws IOException {
    int channels = source.channelCount();
    float[][] removed = new float[channels][length];
    float[][] power = new float[channels][bins()];
    float[][] ahead = new float[channels][bins()];
    float[] gain = new float[bins()];
    float[][] next = spectra(0);
    powers(next, ahead);
    for (long t = 0; t < frames(); t++) {
      float[][] spectra = next;
      next = spectra(t + 1);
      float[][] heard = power;
      power = ahead;
      ahead = heard;
      powers(next, ahead);
      for (int c = 0; c < channels; c++) {
        gains.next(c, t, power[c], ahead[c], gain);
        remove(spectra[c], gain);
        fft.inverse(spectra[c]);
        for (int i = 0; i < length; i++) {
          removed[c][i] += (float) (window[i] * spectra[c][i] / SUM_OF_SQUARES);
        }
      }
      emit(removed, t, sink);
      if (t % FRAMES_PER_REPORT == 0) {
        progress.report("repairing", t / (double) frames());
      }
    }
  }

  /** Hands over the first hop, of which no later frame removes anything. */
  private void emit(float[][] removed, long t, AudioSink sink) throws IOException {
    long first = first(t);
    int from = (int) Math.max(0, -first);
    int to = (int) Math.min(hop, source.length() - first);
    if (to > from) {
      float[][] x = new float[removed.length][to];
      source.read(first + from, x, from, to - from);
      for (int c = 0; c < x.length; c++) {
        for (int i = from; i < to; i++) {
          x[c][i] -= removed[c][i];
        }
      }
      sink.write(x, from, to - from);
    }
    for (float[] channel : removed) {
      System.arraycopy(channel, hop, channel, 0, length - hop);
      Arrays.fill(channel, length - hop, length, 0);
    }
  }

  private long first(long t) {
    return (t + 1) * hop - length;
  }

  private float[][] spectra(long t) throws IOException {
    float[][] x = new float[source.channelCount()][length];
    long from = Math.max(0, first(t));
    long to = Math.min(source.length(), first(t) + length);
    if (to > from) {
      source.read(from, x, (int) (from - first(t)), (int) (to - from));
    }
    for (float[] channel : x) {
      for (int i = 0; i < length; i++) {
        channel[i] *= window[i];
      }
      fft.forward(channel);
    }
    return x;
  }

  private static void powers(float[][] spectra, float[][] powers) {
    for (int c = 0; c < spectra.length; c++) {
      power(spectra[c], powers[c]);
    }
  }

  /** Numbers 0 and 1 of a packed spectrum are bins 0 and N/2. */
  private static void power(float[] packed, float[] power) {
    int last = power.length - 1;
    power[0] = packed[0] * packed[0];
    power[last] = packed[1] * packed[1];
    for (int f = 1; f < last; f++) {
      power[f] = packed[2 * f] * packed[2 * f] + packed[2 * f + 1] * packed[2 * f + 1];
    }
  }

  /** Multiplies the bins by 1 - gain. */
  private static void remove(float[] packed, float[] gain) {
    int last = gain.length - 1;
    packed[0] *= 1 - gain[0];
    packed[1] *= 1 - gain[last];
    for (int f = 1; f < last; f++) {
      packed[2 * f] *= 1 - gain[f];
      packed[2 * f + 1] *= 1 - gain[f];
    }
  }
}

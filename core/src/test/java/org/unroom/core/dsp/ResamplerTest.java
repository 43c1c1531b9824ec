package org.unroom.core.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.testkit.Golden;
import org.unroom.core.testkit.NaiveTwin;
import org.unroom.core.testkit.SeededNoise;

class ResamplerTest {
  /** Results are rounded to float, 6e-8 of values up to 1.1. */
  private static final Golden SCIPY = new Golden("scipy 1.17.1 resample_poly", 1e-6);

  @ParameterizedTest
  @CsvSource({"2,3", "3,2", "1,3", "160,441", "7,1"})
  void isRaisingFilteringAndLowering(int up, int down) {
    LowPass filter = LowPass.kaiser10(up, down);
    Resampler resampler = new Resampler(up, down, filter);
    NaiveTwin.check(resampler::resample, x -> literal(x, up, down, filter.taps()), 1e-6);
  }

  @Test
  void kaiser10IsSciPys() {
    float[] x = uniform(24, 7);
    SCIPY.check(
        "2/3",
        new Resampler(2, 3, LowPass.kaiser10(2, 3)).resample(x),
        0.12138602,
        0.97324849,
        -0.28324090,
        -0.58177326,
        -0.47356224,
        0.36709788,
        0.55745843,
        -0.22170182,
        -0.09359104,
        -0.32990307,
        -0.41662864,
        0.06157271,
        -0.71063921,
        1.08041644,
        0.02195172,
        -0.17093473);
    SCIPY.check(
        "160/441",
        new Resampler(160, 441, LowPass.kaiser10(160, 441)).resample(x),
        0.40443860,
        0.10470467,
        -0.59921717,
        0.50715183,
        -0.15815739,
        -0.24146152,
        -0.35853225,
        0.38907719,
        -0.01421487);
  }

  @Test
  void octaveDesignIsTheOneBehindStoi() {
    new Golden("scipy 1.17.1 resample_poly with the window of Octave's resample", 1e-6)
        .check(
            "5/8",
            new Resampler(5, 8, LowPass.octave(5, 8)).resample(uniform(24, 7)),
            0.16774102,
            0.90128120,
            -0.38624464,
            -0.58597771,
            -0.31212754,
            0.59733326,
            0.25390444,
            -0.30498295,
            -0.02867929,
            -0.64257897,
            0.16095739,
            -0.72889025,
            0.76201839,
            0.31236953,
            -0.28358113);
  }

  @ParameterizedTest
  @CsvSource({"44100,48000", "48000,16000", "16000,44100", "48000,11025"})
  void sharpKeepsThePassBandAndStopsWhatWouldFold(int from, int to) {
    double nyquist = Math.min(from, to) / 2.0;
    // 100 dB by design, 1e-5 of ripple; floats add 1e-7.
    assertThat(gainAt(0.9 * nyquist, from, to)).isCloseTo(1, within(5e-5));
    if (to < from) {
      assertThat(gainAt(1.02 * nyquist, from, to)).isLessThan(Decibels.toAmplitude(-90));
    }
  }

  @Test
  void lengthIsRoundedUpAndTimeZeroStays() {
    Resampler third = Resampler.between(48_000, 16_000);
    assertThat(third.outputLength(0)).isZero();
    assertThat(third.resample(new float[1])).hasSize(1);
    assertThat(third.resample(new float[4])).hasSize(2);
    float[] pulse = new float[301];
    pulse[150] = 1;
    float[] y = third.resample(pulse);
    assertThat(y[50]).isGreaterThan(0.9f / 3);
    assertThat(y[49]).isCloseTo(y[51], within(1e-7f));
  }

  @Test
  void resamplesEveryChannelAndCopiesAtEqualRates() {
    Audio stereo = new Audio(new float[][] {uniform(30, 1), uniform(30, 2)}, 44_100);
    Audio other = Resampler.resample(stereo, 22_050);
    assertThat(other).hasToString("2 channels x 15 samples at 22050 Hz");
    Audio same = Resampler.resample(stereo, 44_100);
    assertThat(same.channel(1)).isEqualTo(stereo.channel(1)).isNotSameAs(stereo.channel(1));
  }

  @Test
  void refusesRatesBelowOne() {
    assertThatThrownBy(() -> Resampler.between(0, 16_000)).hasMessageContaining("0 Hz");
  }

  /** Ratio of the amplitudes of a faded sine after and before, whose energies go with the rates. */
  private static double gainAt(double hz, int from, int to) {
    double[] fade = Window.HANN.periodic(from / 2);
    float[] x = new float[fade.length];
    for (int n = 0; n < x.length; n++) {
      x[n] = (float) (fade[n] * Math.sin(2 * Math.PI * hz * n / from));
    }
    return Math.sqrt(energy(Resampler.between(from, to).resample(x)) / energy(x) * from / to);
  }

  private static double energy(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += v * (double) v;
    }
    return sum;
  }

  private static float[] literal(float[] x, int up, int down, double[] h) {
    int length = (int) Math.ceil(x.length * (double) up / down);
    float[] y = new float[length];
    for (int m = 0; m < length; m++) {
      double sum = 0;
      for (int k = 0; k < x.length; k++) {
        int i = h.length / 2 + m * down - k * up;
        sum += i >= 0 && i < h.length ? up * h[i] * x[k] : 0;
      }
      y[m] = (float) sum;
    }
    return y;
  }

  private static float[] uniform(int n, long seed) {
    SeededNoise noise = new SeededNoise(seed);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) noise.nextUniform();
    }
    return x;
  }
}

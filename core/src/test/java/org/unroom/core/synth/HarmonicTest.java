package org.unroom.core.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.diff.Signal;
import org.unroom.core.testkit.AdjointCheck;
import org.unroom.core.testkit.NaiveTwin;
import org.unroom.core.testkit.SeededNoise;

class HarmonicTest {
  private static final int RATE = 16_000;

  /** Rotation in single precision loses about 1e-7 per partial; 40 partials here. */
  private static final double SINGLE = 2e-5;

  @ParameterizedTest
  @CsvSource({"1, 64, 1", "2, 1, 2", "1000, 64, 17", "999, 50, 5", "9001, 64, 142", "700, 64, 3"})
  void bankAgreesWithTheLiteralSum(int samples, int hop, int frames) {
    int harmonics = 40;
    float[] f0 = wanderingPitch(frames);
    float[] amplitudes = SeededNoise.gaussian(frames * harmonics, 5);
    for (Upsampling upsampling : Upsampling.values()) {
      HarmonicBank bank = new HarmonicBank(RATE, samples, hop, frames, harmonics, upsampling);
      float[] y = new float[samples];
      bank.setPitch(f0);
      bank.forward(f0, amplitudes, y);
      NaiveTwin.assertClose(
          upsampling + " " + samples,
          y,
          literal(samples, hop, frames, harmonics, upsampling, f0, amplitudes),
          SINGLE);
    }
  }

  /** Reaches up to Nyquist at the 40th partial, so that some are silent some of the time. */
  private static float[] wanderingPitch(int frames) {
    float[] f0 = SeededNoise.gaussian(frames, 4);
    for (int t = 0; t < frames; t++) {
      f0[t] = 190 + 15 * f0[t];
    }
    return f0;
  }

  private static float[] literal(
      int samples,
      int hop,
      int frames,
      int harmonics,
      Upsampling upsampling,
      float[] f0,
      float[] amplitudes) {
    double[] sum = new double[samples];
    double cycles = 0;
    for (int n = 0; n < samples; n++) {
      int t = Math.min(n / hop, frames - 1);
      int next = Math.min(t + 1, frames - 1);
      double share = n % hop / (double) hop;
      cycles += (f0[t] + (f0[next] - f0[t]) * share) / RATE;
      double ramp = upsampling.ramp(share);
      for (int k = 1; k <= harmonics; k++) {
        double now = audible(f0, t, k) ? amplitudes[t * harmonics + k - 1] : 0;
        double then = audible(f0, next, k) ? amplitudes[next * harmonics + k - 1] : 0;
        sum[n] += (now + (then - now) * ramp) * Math.sin(2 * Math.PI * k * cycles);
      }
    }
    float[] y = new float[samples];
    for (int n = 0; n < samples; n++) {
      y[n] = (float) sum[n];
    }
    return y;
  }

  private static boolean audible(float[] f0, int t, int k) {
    double highest = f0[t];
    for (int s = Math.max(0, t - 1); s <= Math.min(f0.length - 1, t + 1); s++) {
      highest = Math.max(highest, f0[s]);
    }
    return f0[t] > 0 && k * highest < RATE / 2.0;
  }

  @ParameterizedTest
  @CsvSource({"1, 64, 1", "999, 50, 5", "9001, 64, 142"})
  void bankHasItsAdjointInTheAmplitudes(int samples, int hop, int frames) {
    int harmonics = 40;
    float[] f0 = wanderingPitch(frames);
    HarmonicBank bank = new HarmonicBank(RATE, samples, hop, frames, harmonics, Upsampling.HANN);
    bank.setPitch(f0);
    AdjointCheck.check(
        frames * harmonics,
        samples,
        a -> {
          float[] y = new float[samples];
          bank.forward(f0, a, y);
          return y;
        },
        g -> {
          float[] ga = new float[frames * harmonics];
          bank.adjoint(g, f0, ga.clone(), ga, new float[0]);
          return ga;
        },
        SINGLE);
  }

  @Test
  void learnsAmplitudeDistributionAndPitch() {
    int frames = 7;
    Signal amplitude = ProcessorCheck.learned("amplitude", frames, 1, 0, 0.5, 0.05);
    Signal distribution = ProcessorCheck.learned("distribution", frames, 12, 0, 1, 0.05);
    Signal f0 = ProcessorCheck.learned("f0", frames, 1, 100, 2, 0.02);
    Harmonic harmonic =
        new Harmonic(HarmonicSettings.standard(RATE, 400, 64), amplitude, distribution, f0);
    ProcessorGroup group = ProcessorCheck.alone(harmonic);
    ProcessorCheck.gradients(group, 5e-3); // differences of a phase that adds up over 400 samples
    ProcessorCheck.learns(group, 0.5);
  }

  @Test
  void distributionAddsUpToOneBelowHalfTheRate() {
    Signal amplitude = Signal.given(new float[] {1, 1}, 1);
    Signal distribution = Signal.given(SeededNoise.gaussian(40, 3), 20);
    Signal f0 = Signal.given(new float[] {900, 900}, 1);
    Harmonic harmonic =
        new Harmonic(HarmonicSettings.standard(RATE, 64, 64), amplitude, distribution, f0);
    harmonic.computeControls();
    float[] c = harmonic.controls().get("harmonic_distribution").value();
    double sum = 0;
    for (int k = 0; k < 20; k++) {
      sum += c[k];
      assertThat(c[k] > 0).as("partial %d at %d Hz", k + 1, 900 * (k + 1)).isEqualTo(k < 8);
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
  }

  @Test
  void noPitchIsSilence() {
    Signal one = Signal.given(new float[] {1, 1}, 1);
    Signal f0 = Signal.given(new float[] {0, 0}, 1);
    Harmonic harmonic = new Harmonic(HarmonicSettings.standard(RATE, 100, 64), one, one, f0);
    ProcessorCheck.alone(harmonic).forward();
    assertThat(harmonic.signal().value()).containsOnly(0f);
  }

  /** A minute at 16 kHz: a phase summed in single precision would be off by whole cycles. */
  @Test
  void phaseDoesNotDrift() {
    int samples = 60 * RATE;
    float[] f0 = {441.1f};
    HarmonicBank bank = new HarmonicBank(RATE, samples, 64, 1, 1, Upsampling.LINEAR);
    float[] y = new float[samples];
    bank.setPitch(f0);
    bank.forward(f0, new float[] {1}, y);
    double cycles = (double) f0[0] * samples / RATE;
    assertThat(y[samples - 1]).isCloseTo((float) Math.sin(2 * Math.PI * cycles), within(1e-4f));
  }

  @Test
  void saysWhatIsWrong() {
    Signal two = Signal.given(new float[] {1, 1}, 1);
    Signal three = Signal.given(new float[] {1, 1, 1}, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Harmonic(HarmonicSettings.standard(RATE, 100, 64), three, two, two))
        .withMessage("amplitude has 3 frames of 1 channels; it must have 2 of 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HarmonicSettings.standard(RATE, 100, 0))
        .withMessageContaining("hop=0");
  }
}

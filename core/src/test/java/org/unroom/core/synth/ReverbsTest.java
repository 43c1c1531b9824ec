package org.unroom.core.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.unroom.core.diff.Parameter;
import org.unroom.core.diff.Signal;
import org.unroom.core.testkit.SeededNoise;

class ReverbsTest {
  private static final int RATE = 16_000;
  private static final int TAPS = 300;
  private static final List<Double> OCTAVES = List.of(500.0, 1000.0, 2000.0, 4000.0);

  private static Signal audio() {
    return ProcessorCheck.learned("audio", 700, 1, 0, 1, 0.01);
  }

  @Test
  void directSoundIsFixedAtOne() {
    float[] h = SeededNoise.gaussian(TAPS, 3);
    float[] x = new float[400];
    x[0] = 1;
    Reverb reverb = new Reverb(Signal.given(x, 1), Signal.given(h, 1));
    float[] y = ProcessorCheck.alone(reverb).forward().value();
    assertThat(y[0]).isCloseTo(1f, within(1e-5f));
    assertThat(y[TAPS - 1]).isCloseTo(h[TAPS - 1], within(1e-5f));
    assertThat(y[TAPS]).isCloseTo(0f, within(1e-5f));
  }

  @Test
  void freeTapsLearnAndTheDirectOneDoesNot() {
    Parameter taps = Reverb.start(TAPS, 5, 1e-3);
    Signal audio = Signal.given(SeededNoise.gaussian(700, 1), 1);
    ProcessorGroup group = ProcessorCheck.alone(new Reverb(audio, Signal.learned(taps, 1)));
    ProcessorCheck.learns(group, 0.1);
    group.forward();
    taps.clearGradient();
    group.backward(SeededNoise.gaussian(700, 2));
    assertThat(taps.gradient()[0]).isZero();
    assertThat(taps.gradient()[1]).isNotZero();
  }

  @Test
  void freeTapsAndSoundHaveTheirGradients() {
    Signal taps = ProcessorCheck.learned("ir", TAPS, 1, 0, 0.1, 1e-3);
    ProcessorCheck.gradients(ProcessorCheck.alone(new Reverb(audio(), taps)), 1e-3);
  }

  @Test
  void exponentialDecayLearns() {
    Signal gain = ProcessorCheck.learned("gain", 1, 1, 2, 0, 0.02);
    Signal decay = ProcessorCheck.learned("decay", 1, 1, 1, 0, 0.02);
    ProcessorCheck.check(
        ProcessorCheck.alone(new ExpDecayReverb(TAPS, 4, audio(), gain, decay)), 3e-3, 0.3);
  }

  @Test
  void filteredNoiseRoomLearns() {
    Signal magnitudes = ProcessorCheck.learned("m", Upsampling.frames(TAPS, 50), 17, 1, 0.5, 0.02);
    FilterSettings settings = new FilterSettings(50, 257, ControlScale.EXP_SIGMOID, -3);
    ProcessorCheck.check(
        ProcessorCheck.alone(new FilteredNoiseReverb(settings, TAPS, 4, audio(), magnitudes)),
        3e-3,
        0.3);
  }

  @Test
  void bandDecaysLearnTimesLevelsAndEarlyTaps() {
    BandNoise noise = new BandNoise(OCTAVES, RATE, TAPS, 3);
    Signal t60 = ProcessorCheck.positive("t60", 4, 0.02, 0.2, 0.02);
    Signal level = ProcessorCheck.positive("level", 4, 0.05, 0.2, 0.02);
    Signal early = ProcessorCheck.learned("early", 60, 1, 0, 0.1, 0.005);
    ProcessorCheck.check(
        ProcessorCheck.alone(new BandDecayReverb(noise, audio(), t60, level, early)), 3e-3, 0.3);
  }

  /** What the class says of a band's energy: l^2 T60 fs / 13.8, with the onset left out. */
  @Test
  void bandsDecayAtTheirT60AndAddUpToWhiteNoise() {
    int taps = 2 * RATE;
    BandNoise noise = new BandNoise(OCTAVES, RATE, taps, 3);
    float[] times = {0.5f, 0.5f, 0.5f, 0.5f};
    float[] levels = {0.1f, 0.1f, 0.1f, 0.1f};
    Signal audio = Signal.given(new float[] {1}, 1);
    Signal early = Signal.given(new float[1], 1);
    BandDecayReverb reverb =
        new BandDecayReverb(noise, audio, Signal.given(times, 4), Signal.given(levels, 4), early);
    reverb.computeControls();
    float[] h = reverb.controls().get("ir").value();
    double whole = energy(h, 40, taps);
    double expected = 0.01 * 0.5 * RATE / 13.8 * Math.pow(10, -6 * 40 / (0.5 * RATE));
    assertThat(whole / expected).isCloseTo(1, within(0.08)); // 300 independent values or so
    double later = energy(h, 40 + RATE / 4, taps);
    assertThat(10 * Math.log10(whole / later)).isCloseTo(30, within(1.0));
  }

  private static double energy(float[] h, int from, int to) {
    double sum = 0;
    for (int k = from; k < to; k++) {
      sum += (double) h[k] * h[k];
    }
    return sum;
  }

  @Test
  void saysWhatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BandNoise(List.of(500.0, 250.0), RATE, TAPS, 1))
        .withMessageContaining("must be above 0 and rise");
    BandNoise noise = new BandNoise(OCTAVES, RATE, TAPS, 3);
    Signal four = Signal.given(new float[] {1, 1, 1, 1}, 4);
    Signal early = Signal.given(new float[TAPS], 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BandDecayReverb(noise, audio(), four, four, early))
        .withMessageContaining("early has 300 taps");
  }
}

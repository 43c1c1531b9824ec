package org.unroom.core.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.unroom.core.diff.Signal;
import org.unroom.core.dsp.TriangularBands;
import org.unroom.core.testkit.NaiveTwin;

class ProcessorsTest {
  private static final int RATE = 16_000;
  private static final HarmonicSettings PLAIN =
      new HarmonicSettings(RATE, 1000, 64, Upsampling.LINEAR, ControlScale.NONE);

  private static Signal constant(int frames, double value) {
    float[] x = new float[frames];
    Arrays.fill(x, (float) value);
    return Signal.given(x, 1);
  }

  @Test
  void oneSinusoidIsOneHarmonic() {
    Signal amplitude = ProcessorCheck.learned("a", 17, 1, 1, 0.3, 0.05);
    Signal f0 = ProcessorCheck.learned("f", 17, 1, 440, 20, 0.05);
    Sinusoidal sinusoidal = new Sinusoidal(PLAIN, amplitude, f0);
    Harmonic harmonic = new Harmonic(PLAIN, amplitude, constant(17, 1), f0);
    float[] expected = ProcessorCheck.alone(harmonic).forward().value();
    float[] actual = ProcessorCheck.alone(sinusoidal).forward().value();
    NaiveTwin.assertClose("sinusoid", actual, expected, 1e-5);
  }

  @Test
  void sinusoidsLearnAmplitudesAndFrequencies() {
    Signal amplitudes = ProcessorCheck.learned("a", 17, 3, 0, 0.5, 0.05);
    Signal frequencies = ProcessorCheck.learned("f", 17, 3, 1000, 200, 0.02);
    HarmonicSettings settings = HarmonicSettings.standard(RATE, 1000, 64);
    ProcessorCheck.check(
        ProcessorCheck.alone(new Sinusoidal(settings, amplitudes, frequencies)), 1e-2, 0.5);
  }

  /** 2048 samples of a sine, linear between: within 1.2e-6 of it. */
  @Test
  void tableOfASineIsOneHarmonic() {
    float[] table = new float[17 * 2048];
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) Math.sin(2 * Math.PI * i / 2048);
    }
    Signal amplitude = ProcessorCheck.learned("a", 17, 1, 1, 0.3, 0.05);
    Signal f0 = ProcessorCheck.learned("f", 17, 1, 440, 20, 0.05);
    Wavetable wavetable = new Wavetable(PLAIN, amplitude, Signal.given(table, 2048), f0);
    Harmonic harmonic = new Harmonic(PLAIN, amplitude, constant(17, 1), f0);
    float[] expected = ProcessorCheck.alone(harmonic).forward().value();
    NaiveTwin.assertClose(
        "table", ProcessorCheck.alone(wavetable).forward().value(), expected, 2e-5);
  }

  /** Differences of f0 cross kinks of the table; a fine step in a coarse table keeps them few. */
  @Test
  void wavetableLearns() {
    Signal amplitude = ProcessorCheck.learned("a", 5, 1, 0, 0.5, 0.02);
    Signal tables = ProcessorCheck.learned("w", 5, 8, 0, 1, 0.02);
    Signal f0 = ProcessorCheck.learned("f", 5, 1, 200, 1, 0.005);
    HarmonicSettings settings = HarmonicSettings.standard(RATE, 250, 64);
    ProcessorGroup group = ProcessorCheck.alone(new Wavetable(settings, amplitude, tables, f0));
    ProcessorCheck.gradients(group, 0.05);
    ProcessorCheck.learns(group, 0.5);
  }

  @Test
  void delayOfConstantLengthShifts() {
    float[] x = new float[500];
    x[10] = 1;
    Signal gain = constant(9, 2);
    Signal middle = constant(9, 0);
    ModDelay delay = new ModDelay(RATE, 0.005, 0.002, 64, Signal.given(x, 1), gain, middle);
    float[] y = ProcessorCheck.alone(delay).forward().value();
    assertThat(y[10]).isEqualTo(1);
    assertThat(y[90]).isCloseTo((float) ControlScale.EXP_SIGMOID.of(2), within(1e-5f));
  }

  @Test
  void delayLearns() {
    Signal audio = ProcessorCheck.learned("audio", 500, 1, 0, 1, 0.01);
    Signal gain = ProcessorCheck.learned("gain", 9, 1, 1, 0.2, 0.02);
    Signal phase = ProcessorCheck.learned("phase", 9, 1, 0, 0.5, 0.002);
    ProcessorGroup group =
        ProcessorCheck.alone(new ModDelay(RATE, 0.005, 0.002, 64, audio, gain, phase));
    ProcessorCheck.gradients(group, 0.05); // kinks between samples of white noise
    ProcessorCheck.learns(group, 0.5);
  }

  @Test
  void mixKeepsPowerAndLearns() {
    Signal a = ProcessorCheck.learned("a", 300, 1, 0, 1, 0.01);
    Signal b = ProcessorCheck.learned("b", 300, 1, 0, 1, 0.01);
    Signal level = ProcessorCheck.learned("level", 6, 1, 0, 1, 0.02);
    ProcessorCheck.check(ProcessorCheck.alone(new Mix(64, a, b, level)), 2e-3, 0.3);
    Mix half = new Mix(64, constant(2, 1), constant(2, 1), constant(1, 0));
    float[] y = ProcessorCheck.alone(half).forward().value();
    assertThat(y[0]).isCloseTo((float) Math.sqrt(2), within(1e-6f));
  }

  @Test
  void sumsCutsAndKnotsLearn() {
    Signal a = ProcessorCheck.learned("a", 5, 3, 0, 1, 0.01);
    Signal b = ProcessorCheck.learned("b", 20, 3, 0, 1, 0.01);
    Knots knots = new Knots(6, 20, Upsampling.HANN, a);
    Add add = new Add(knots.signal(), b);
    Crop crop = new Crop(add.signal(), 2, 17);
    ProcessorGroup group =
        ProcessorGroup.builder().add("knots", knots).add("add", add).add("crop", crop).build();
    ProcessorCheck.check(group, 1e-3, 0.3);
    group.forward();
    assertThat(knots.signal().value()[6 * 3]).isEqualTo(a.value()[3]);
    assertThat(crop.signal().value()[0]).isEqualTo(add.signal().value()[2 * 3]);
  }

  @ParameterizedTest
  @EnumSource
  void frequenciesLearnAndStayInRange(Frequencies.Way way) {
    int depth = way == Frequencies.Way.SOFTMAX ? 16 : 1;
    Signal input = ProcessorCheck.learned("x", 4, 5 * depth, 0, 1, 0.01);
    Frequencies frequencies = new Frequencies(way, 20, 8000, depth, input);
    ProcessorCheck.check(ProcessorCheck.alone(frequencies), 5e-3, 0.5);
    for (float f : frequencies.signal().value()) {
      assertThat(f).isBetween(20f, 9000f);
    }
  }

  @Test
  void criticalBandsAreCentredOnTheBarkScale() {
    Signal zero = Signal.given(new float[24], 24);
    Frequencies bands = new Frequencies(Frequencies.Way.CRITICAL_BANDS, 20, 15500, 1, zero);
    float[] hz = ProcessorCheck.alone(bands).forward().value();
    // E. Zwicker's critical bands (1961): the 9th is centred on 1 kHz, the 17th on 3.4 kHz
    assertThat(hz[8]).isCloseTo(1000, within(100f));
    assertThat(hz[16]).isCloseTo(3400, within(300f));
  }

  @Test
  void pitchScales() {
    assertThat(Pitch.hzToMidi(440)).isEqualTo(69);
    assertThat(Pitch.midiToHz(60)).isCloseTo(261.6256, within(1e-4));
    assertThat(Pitch.cents(880, 440)).isCloseTo(1200, within(1e-9));
    assertThat(Pitch.hzToMidi(Pitch.midiToHz(43.21))).isCloseTo(43.21, within(1e-9));
  }

  @Test
  void saysWhatIsWrong() {
    Signal x = constant(10, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Crop(x, 5, 6))
        .withMessage("from=5 and count=6 must lie within the 10 frames of the signal");
    assertThatIllegalArgumentException().isThrownBy(Add::new);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Frequencies(Frequencies.Way.SIGMOID, 20, 8000, 2, x))
        .withMessageContaining("depth=2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModDelay(RATE, 0.001, 0.01, 64, x, x, x))
        .withMessageContaining("at least half");
  }

  @Test
  void bandsAreSpreadOverBins() {
    TriangularBands bands = new TriangularBands(new int[] {0, 2, 6}, 7);
    SpreadBands spread = new SpreadBands(bands, Signal.given(new float[] {1, 3, -1, 0, 0, 4}, 3));
    float[] expected = {1, 2, 3, 2, 1, 0, -1, 0, 0, 0, 1, 2, 3, 4};
    float[] actual = ProcessorCheck.alone(spread).forward().value();
    NaiveTwin.assertClose("spread", actual, expected, 1e-6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SpreadBands(bands, constant(2, 0)))
        .withMessageContaining("input has 2 frames of 1 channels; it must have 2 of 3");
  }

  @Test
  void bandsLearn() {
    TriangularBands bands = TriangularBands.logarithmic(5, 33);
    Signal input = ProcessorCheck.learned("n", 9, bands.count(), 0, 1, 0.05);
    ProcessorCheck.check(ProcessorCheck.alone(new SpreadBands(bands, input)), 1e-3, 0.5);
  }
}

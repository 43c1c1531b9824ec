package org.unroom.core.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.unroom.core.diff.Parameter;
import org.unroom.core.diff.Signal;

/** The paper's graph: harmonics and noise into a room, everything learned. */
class ProcessorGroupTest {
  private static final int RATE = 16_000;
  private static final int SAMPLES = 500;
  private static final int HOP = 64;
  private static final int FRAMES = Upsampling.frames(SAMPLES, HOP);

  private static ProcessorGroup graph(Function<Signal, Processor> room) {
    Signal amplitude = ProcessorCheck.learned("amplitude", FRAMES, 1, 1, 0.5, 0.02);
    Signal distribution = ProcessorCheck.learned("distribution", FRAMES, 10, 0, 1, 0.02);
    Signal f0 = ProcessorCheck.learned("f0", FRAMES, 1, 100, 1, 0.01);
    Signal magnitudes = ProcessorCheck.learned("magnitudes", FRAMES, 17, 3, 1, 0.02);
    HarmonicSettings settings = HarmonicSettings.standard(RATE, SAMPLES, HOP);
    Harmonic harmonic = new Harmonic(settings, amplitude, distribution, f0);
    FilteredNoise noise = new FilteredNoise(FilterSettings.noise(HOP), SAMPLES, 3, magnitudes);
    Add add = new Add(harmonic.signal(), noise.signal());
    return ProcessorGroup.builder()
        .add("harmonic", harmonic)
        .add("noise", noise)
        .add("add", add)
        .add("reverb", room.apply(add.signal()))
        .build();
  }

  private static Signal taps() {
    return Signal.learned(Reverb.start(200, 1, 1e-3), 1);
  }

  @Test
  void everyBlockLearnsThroughTheGroupTheReverbToo() {
    ProcessorGroup group = graph(dry -> new Reverb(dry, taps()));
    assertThat(group.parameters().stream().map(Parameter::name))
        .containsExactly("amplitude", "distribution", "f0", "magnitudes", "ir");
    ProcessorCheck.learns(group, 0.8);
  }

  @Test
  void everyBlockHasItsGradientThroughTheGroup() {
    Signal taps = ProcessorCheck.learned("ir", 200, 1, 0, 0.1, 1e-3);
    ProcessorGroup group = graph(dry -> new Reverb(dry, taps));
    ProcessorCheck.gradients(group, 2e-2); // f0 bends quickly over 500 samples
  }

  /** What happened to the reference library for eight weeks: the gradient stops at the reverb. */
  @Test
  void aReverbThatDoesNotLearnIsNoticed() {
    ProcessorGroup group = graph(dry -> new Forgetful(dry, taps()));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> ProcessorCheck.learns(group, 0.8))
        .withMessageContaining("gradient of ir");
  }

  @Test
  void everySignalCanBeRead() {
    ProcessorGroup group = graph(dry -> new Reverb(dry, taps()));
    group.forward();
    assertThat(group.signals().keySet())
        .containsExactly(
            "harmonic/amplitudes",
            "harmonic/harmonic_distribution",
            "harmonic/f0_hz",
            "harmonic",
            "noise/magnitudes",
            "noise",
            "add",
            "reverb/ir",
            "reverb");
    float[] harmonic = group.signal("harmonic").value();
    float[] noise = group.signal("noise").value();
    assertThat(group.signal("add").value()[300]).isEqualTo(harmonic[300] + noise[300]);
    assertThat(group.output()).isSameAs(group.signal("reverb"));
  }

  @Test
  void saysWhatIsWrong() {
    Signal x = Signal.given(new float[] {1, 2}, 1);
    Add first = new Add(x);
    Add second = new Add(x);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessorGroup.builder().add("a", first).add("b", second).build())
        .withMessage("output 'b' does not use a; route them into it or leave them out");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessorGroup.builder().add("b", new Add(first.signal())))
        .withMessageContaining("add that one first");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessorGroup.builder().add("a", first).add("a", second));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessorGroup.builder().add("a", first).build().signal("c"))
        .withMessage("no signal 'c'; there are [a]");
    assertThatIllegalArgumentException().isThrownBy(() -> ProcessorGroup.builder().build());
  }

  /** A reverb whose taps sound but get no gradient. */
  private static final class Forgetful implements Processor {
    private final Signal ir;
    private final Signal audio;
    private final Reverb reverb;

    Forgetful(Signal audio, Signal ir) {
      this.audio = audio;
      this.ir = ir;
      this.reverb = new Reverb(audio, Signal.given(ir.value(), 1));
    }

    @Override
    public List<Signal> inputs() {
      return List.of(audio, ir);
    }

    @Override
    public Map<String, Signal> controls() {
      return reverb.controls();
    }

    @Override
    public Signal signal() {
      return reverb.signal();
    }

    @Override
    public void computeControls() {}

    @Override
    public void computeSignal() {
      reverb.computeSignal();
    }

    @Override
    public void backpropagateSignal() {
      reverb.backpropagateSignal();
    }

    @Override
    public void backpropagateControls() {}
  }
}

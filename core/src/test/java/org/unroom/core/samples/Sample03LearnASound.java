package org.unroom.core.samples;

import java.util.Arrays;
import java.util.List;
import org.unroom.core.diff.Adam;
import org.unroom.core.diff.Parameter;
import org.unroom.core.diff.Signal;
import org.unroom.core.loss.SpectralLoss;
import org.unroom.core.loss.SpectralLossSettings;
import org.unroom.core.parallel.Workers;
import org.unroom.core.synth.ControlScale;
import org.unroom.core.synth.Harmonic;
import org.unroom.core.synth.HarmonicSettings;
import org.unroom.core.synth.ProcessorGroup;
import org.unroom.core.synth.Upsampling;

/**
 * Learning: loudness and timbre of a synthesizer are set by gradient descent until its spectra are
 * those of the note of {@link Sample02Instrument}.
 */
public final class Sample03LearnASound {
  private static final int RATE = Sample02Instrument.RATE;
  private static final int HOP = 64;
  private static final int HARMONICS = 20;
  private static final int STEPS = 80;

  private Sample03LearnASound() {}

  /** The spectral loss before and after. */
  static double[] losses() {
    float[] target = Sample02Instrument.note().forward().value().clone();
    int frames = Upsampling.frames(RATE, HOP);
    float[] f0Hz = new float[frames];
    Arrays.fill(f0Hz, 330);
    float[] start = new float[frames];
    Arrays.fill(start, -3);
    Parameter loudness = Parameter.linear("loudness", start, 0.1);
    Parameter timbre = Parameter.linear("timbre", new float[frames * HARMONICS], 0.05);
    Harmonic harmonic =
        new Harmonic(
            new HarmonicSettings(RATE, RATE, HOP, Upsampling.HANN, ControlScale.EXP),
            Signal.learned(loudness, 1),
            Signal.learned(timbre, HARMONICS),
            Signal.given(f0Hz, 1));
    ProcessorGroup synthesizer = ProcessorGroup.builder().add("tone", harmonic).build();
    SpectralLoss loss = new SpectralLoss(SpectralLossSettings.standard(), RATE, target);
    Adam adam = new Adam(List.of(loudness, timbre));
    float[] gradient = new float[RATE];
    try (Workers workers = Workers.allCores()) {
      double before = loss.value(synthesizer.forward().value(), workers);
      for (int i = 0; i < STEPS; i++) {
        Arrays.fill(gradient, 0);
        loss.addGradient(synthesizer.forward().value(), 1, gradient, workers);
        synthesizer.backward(gradient);
        adam.step();
      }
      return new double[] {before, loss.value(synthesizer.forward().value(), workers)};
    }
  }

  /** Says how far the loss has come down. */
  public static void main(String[] args) {
    double[] losses = losses();
    System.out.printf("spectral loss %.2f, after %d steps %.2f%n", losses[0], STEPS, losses[1]);
  }
}

package org.unroom.reverb.ddsp;

import java.util.List;
import org.unroom.core.diff.Parameter;
import org.unroom.core.diff.Signal;
import org.unroom.core.dsp.TriangularBands;
import org.unroom.core.synth.Add;
import org.unroom.core.synth.ControlScale;
import org.unroom.core.synth.FilterSettings;
import org.unroom.core.synth.FilteredNoise;
import org.unroom.core.synth.Harmonic;
import org.unroom.core.synth.HarmonicSettings;
import org.unroom.core.synth.Knots;
import org.unroom.core.synth.ProcessorGroup;
import org.unroom.core.synth.SpreadBands;
import org.unroom.core.synth.Upsampling;

/**
 * The synthesizer of a {@link DdspModel}: tones of one pitch and filtered noise, with everything
 * tied that one recording leaves open. Loudness runs straight between knots of 16 ms, the
 * distribution over the partials between knots of 128 ms, noise has 12 bands every 32 ms. Its
 * signals are {@code harmonic}, {@code noise} and their sum {@code dry}.
 */
final class DdspSource {
  /** Bins of a noise filter: 128 taps. */
  private static final int NOISE_BINS = 65;

  private static final int NOISE_WINDOW = 257;
  private static final double LOUDNESS_NEPERS = 0.06;
  private static final double DISTRIBUTION_NEPERS = 0.04;
  private static final double NOISE_NEPERS = 0.06;
  private static final double PITCH_HZ = 0.02;

  private final Parameter loudness;
  private final Parameter distribution;
  private final Parameter noise;
  private final Parameter pitch;
  private final Knots loud;
  private final Knots shape;
  private final Harmonic harmonic;
  private final SpreadBands spread;
  private final FilteredNoise filtered;
  private final Add dry;

  /** See {@link DdspModel}. */
  DdspSource(ControlFrames frames, float[] x, float[] f0Hz) {
    DdspSettings settings = frames.settings();
    ControlStart start = new ControlStart(frames, x, f0Hz);
    TriangularBands bands = TriangularBands.logarithmic(settings.noiseBands() - 1, NOISE_BINS);
    this.loudness = Parameter.linear("loudness", start.loudness(), LOUDNESS_NEPERS);
    this.distribution = Parameter.linear("distribution", start.distribution(), DISTRIBUTION_NEPERS);
    this.noise = Parameter.linear("noise", start.noise(bands), NOISE_NEPERS);
    this.pitch = Parameter.linear("pitch", f0Hz, PITCH_HZ);
    this.loud =
        new Knots(
            settings.amplitudeFrames(),
            frames.count(),
            Upsampling.LINEAR,
            Signal.learned(loudness, 1));
    this.shape =
        new Knots(
            settings.distributionFrames(),
            frames.count(),
            Upsampling.HANN,
            Signal.learned(distribution, start.partials()));
    this.harmonic =
        new Harmonic(
            new HarmonicSettings(
                frames.sampleRateHz(),
                frames.samples(),
                frames.hop(),
                Upsampling.HANN,
                ControlScale.EXP),
            loud.signal(),
            shape.signal(),
            Signal.learned(pitch, 1));
    this.spread = new SpreadBands(bands, Signal.learned(noise, bands.count()));
    this.filtered =
        new FilteredNoise(
            new FilterSettings(frames.noiseHop(), NOISE_WINDOW, ControlScale.EXP, 0),
            frames.samples(),
            settings.seed(),
            spread.signal());
    this.dry = new Add(harmonic.signal(), filtered.signal());
  }

  /** Puts the synthesizer into a graph. */
  void addTo(ProcessorGroup.Builder graph) {
    graph
        .add("loudness", loud)
        .add("distribution", shape)
        .add("harmonic", harmonic)
        .add("bands", spread)
        .add("noise", filtered)
        .add("dry", dry);
  }

  /** The dry sound. */
  Signal dry() {
    return dry.signal();
  }

  /** The oscillators. */
  Harmonic harmonic() {
    return harmonic;
  }

  /** What is learned from the first step on. */
  List<Parameter> soon() {
    return List.of(loudness, distribution, noise);
  }

  /** Logarithm of the partials' sum at every knot. */
  Parameter loudness() {
    return loudness;
  }

  /** Logarithms of the noise's magnitudes, {@code [filter][band]}. */
  Parameter noise() {
    return noise;
  }

  /** The pitch at every control frame. */
  Parameter pitch() {
    return pitch;
  }
}

package org.unroom.reverb.ddsp;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.unroom.core.diff.Parameter;
import org.unroom.core.diff.Signal;
import org.unroom.core.dsp.TriangularBands;
import org.unroom.core.synth.Add;
import org.unroom.core.synth.BandDecayReverb;
import org.unroom.core.synth.BandNoise;
import org.unroom.core.synth.ControlScale;
import org.unroom.core.synth.FilterSettings;
import org.unroom.core.synth.FilteredNoise;
import org.unroom.core.synth.Harmonic;
import org.unroom.core.synth.HarmonicSettings;
import org.unroom.core.synth.Knots;
import org.unroom.core.synth.ProcessorGroup;
import org.unroom.core.synth.SpreadBands;
import org.unroom.core.synth.Upsampling;
import org.unroom.reverb.fit.BandDecay;
import org.unroom.reverb.fit.RoomEstimate;

/**
 * The model of the DDSP paper for one recording (J. Engel et al., "DDSP: differentiable digital
 * signal processing", ICLR 2020, fig. 2 and sec. 3.6): tones of one pitch and filtered noise, in a
 * room,
 *
 * <pre>
 *   wet = room * (harmonic + noise),   room = delta + early taps + decay per octave
 * </pre>
 *
 * with everything tied that one recording leaves open: loudness runs straight between knots of 16
 * ms, the distribution over the partials between knots of 128 ms, noise has 12 bands every 32 ms,
 * the room is two numbers an octave and free taps over the first 50 ms. Signals are {@code
 * harmonic}, {@code noise}, {@code dry} and {@code room}; the response, without its direct sound of
 * 1, is {@code room/ir}.
 */
final class DdspModel {
  /** Bins of a noise filter: 128 taps. */
  private static final int NOISE_BINS = 65;

  private static final int NOISE_WINDOW = 257;
  private static final double LOUDNESS_NEPERS = 0.06;
  private static final double DISTRIBUTION_NEPERS = 0.04;
  private static final double NOISE_NEPERS = 0.06;
  private static final double ROOM_NEPERS = 0.02;
  private static final double PITCH_HZ = 0.02;

  /** Energy of a decay of density 1 is T60 fs over this: 6 ln 10. */
  private static final double DECAY_NEPERS = 6 * Math.log(10);

  private final Parameter loudness;
  private final Parameter distribution;
  private final Parameter noise;
  private final Parameter t60;
  private final Parameter level;
  private final Parameter early;
  private final Parameter pitch;
  private final ProcessorGroup group;

  /**
   * Builds the graph.
   *
   * @param x the recording
   * @param f0Hz pitch at every control frame, above 0
   * @param room that the fit starts from
   */
  DdspModel(ControlFrames frames, float[] x, float[] f0Hz, RoomEstimate room) {
    DdspSettings settings = frames.settings();
    ControlStart start = new ControlStart(frames, x, f0Hz);
    TriangularBands bands = TriangularBands.logarithmic(settings.noiseBands() - 1, NOISE_BINS);
    List<Double> octavesHz = LearnedRoom.octavesHz(frames.sampleRateHz());
    this.loudness = Parameter.linear("loudness", start.loudness(), LOUDNESS_NEPERS);
    this.distribution = Parameter.linear("distribution", start.distribution(), DISTRIBUTION_NEPERS);
    this.noise = Parameter.linear("noise", start.noise(bands), NOISE_NEPERS);
    float[] t60s = ofOctaves(octavesHz, room, BandDecay::t60Seconds);
    float[] levels = ofOctaves(octavesHz, room, decay -> level(decay, frames.sampleRateHz()));
    this.t60 = Parameter.positive("t60", t60s, ROOM_NEPERS);
    this.level = Parameter.positive("level", levels, ROOM_NEPERS);
    this.early =
        Parameter.linear("early", new float[frames.earlyTaps()], ROOM_NEPERS * mean(levels));
    this.pitch = Parameter.linear("pitch", f0Hz, PITCH_HZ);
    this.group = group(frames, start.partials(), bands, octavesHz);
  }

  /** Octaves of which the estimate has no band follow the nearest band. */
  private static float[] ofOctaves(
      List<Double> octavesHz, RoomEstimate room, ToDoubleFunction<BandDecay> figure) {
    float[] values = new float[octavesHz.size()];
    for (int i = 0; i < values.length; i++) {
      double hz = octavesHz.get(i);
      double nearest = hz;
      while (!room.covers(nearest) && nearest > octavesHz.get(0)) {
        nearest /= 2;
      }
      values[i] = (float) room.octave(nearest, figure);
    }
    return values;
  }

  /** Density of the decay at the direct sound, for the ratio of direct to reverberant energy. */
  private static double level(BandDecay decay, int sampleRateHz) {
    double energy = Math.pow(10, -decay.drrDb() / 10);
    return Math.sqrt(energy * DECAY_NEPERS / (decay.t60Seconds() * sampleRateHz));
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += v;
    }
    return sum / values.length;
  }

  private ProcessorGroup group(
      ControlFrames frames, int partials, TriangularBands bands, List<Double> octavesHz) {
    DdspSettings settings = frames.settings();
    Knots loud =
        new Knots(
            settings.amplitudeFrames(),
            frames.count(),
            Upsampling.LINEAR,
            Signal.learned(loudness, 1));
    Knots shape =
        new Knots(
            settings.distributionFrames(),
            frames.count(),
            Upsampling.HANN,
            Signal.learned(distribution, partials));
    Harmonic harmonic =
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
    SpreadBands spread = new SpreadBands(bands, Signal.learned(noise, bands.count()));
    FilteredNoise filtered =
        new FilteredNoise(
            new FilterSettings(frames.noiseHop(), NOISE_WINDOW, ControlScale.EXP, 0),
            frames.samples(),
            settings.seed(),
            spread.signal());
    Add dry = new Add(harmonic.signal(), filtered.signal());
    BandNoise tail =
        new BandNoise(octavesHz, frames.sampleRateHz(), frames.irTaps(), settings.seed() + 1);
    return ProcessorGroup.builder()
        .add("loudness", loud)
        .add("distribution", shape)
        .add("harmonic", harmonic)
        .add("bands", spread)
        .add("noise", filtered)
        .add("dry", dry)
        .add(
            "room",
            new BandDecayReverb(
                tail,
                dry.signal(),
                Signal.learned(t60, octavesHz.size()),
                Signal.learned(level, octavesHz.size()),
                Signal.learned(early, 1)))
        .build();
  }

  ProcessorGroup group() {
    return group;
  }

  /** What is learned from the first step on. */
  List<Parameter> soon() {
    return List.of(loudness, distribution, noise, t60, level);
  }

  /** Logarithm of the partials' sum at every knot. */
  Parameter loudness() {
    return loudness;
  }

  /** Logarithms of the noise's magnitudes, {@code [filter][band]}. */
  Parameter noise() {
    return noise;
  }

  /** Decay times of the octaves. */
  Parameter t60() {
    return t60;
  }

  /** Densities of the octaves' decays. */
  Parameter level() {
    return level;
  }

  /** The free taps. */
  Parameter early() {
    return early;
  }

  /** The pitch at every control frame. */
  Parameter pitch() {
    return pitch;
  }

  /** The room as it is now. */
  LearnedRoom room(ControlFrames frames) {
    return new LearnedRoom(
        frames.sampleRateHz(), t60.value().clone(), level.value().clone(), early.value().clone());
  }
}

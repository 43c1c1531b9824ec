package org.unroom.reverb.ddsp;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.unroom.core.diff.Parameter;
import org.unroom.core.diff.Signal;
import org.unroom.core.synth.BandDecayReverb;
import org.unroom.core.synth.BandNoise;
import org.unroom.reverb.fit.BandDecay;
import org.unroom.reverb.fit.RoomEstimate;

/**
 * The room of a {@link DdspModel}: a decay time and a level an octave, and free taps over the first
 * 50 ms. It is held near what the expected powers say of it,
 *
 * <pre>
 *   pull = 10 mean (ln T60 - ln T60_0)^2 + 10 mean (ln level - ln level_0)^2
 * </pre>
 *
 * as magnitudes of a tail are random, and the L1 distance of two random tails is least when one of
 * them is too quiet (measured: C50 3 dB too high without it).
 */
final class DdspRoom {
  private static final double ROOM_NEPERS = 0.02;
  private static final double PULL = 10;

  /** Energy of a decay of density 1 is T60 fs over this: 6 ln 10. */
  private static final double DECAY_NEPERS = 6 * Math.log(10);

  private final int sampleRateHz;
  private final Parameter t60;
  private final Parameter level;
  private final Parameter early;
  private final float[] startT60;
  private final float[] startLevel;
  private final BandDecayReverb reverb;

  /**
   * Puts a sound into a room.
   *
   * @param start what the fit starts from, and stays near to
   */
  DdspRoom(ControlFrames frames, Signal dry, RoomEstimate start) {
    this.sampleRateHz = frames.sampleRateHz();
    List<Double> octavesHz = LearnedRoom.octavesHz(sampleRateHz);
    this.startT60 = ofOctaves(octavesHz, start, BandDecay::t60Seconds);
    this.startLevel = ofOctaves(octavesHz, start, decay -> level(decay, sampleRateHz));
    this.t60 = Parameter.positive("t60", startT60, ROOM_NEPERS);
    this.level = Parameter.positive("level", startLevel, ROOM_NEPERS);
    this.early =
        Parameter.linear("early", new float[frames.earlyTaps()], ROOM_NEPERS * mean(startLevel));
    this.reverb =
        new BandDecayReverb(
            new BandNoise(octavesHz, sampleRateHz, frames.irTaps(), frames.settings().seed() + 1),
            dry,
            Signal.learned(t60, octavesHz.size()),
            Signal.learned(level, octavesHz.size()),
            Signal.learned(early, 1));
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

  /** The room as a part of a graph. */
  BandDecayReverb reverb() {
    return reverb;
  }

  /** What is learned from the first step on. */
  List<Parameter> soon() {
    return List.of(t60, level);
  }

  /** The free taps. */
  Parameter early() {
    return early;
  }

  /** How far the room is from its start. */
  double pull() {
    return pull(t60, startT60) + pull(level, startLevel);
  }

  /** Adds the gradient of {@link #pull}. */
  void addPull() {
    addPull(t60, startT60);
    addPull(level, startLevel);
  }

  private static double pull(Parameter p, float[] start) {
    double sum = 0;
    for (int b = 0; b < start.length; b++) {
      double d = Math.log(p.value()[b] / start[b]);
      sum += d * d;
    }
    return PULL * sum / start.length;
  }

  private static void addPull(Parameter p, float[] start) {
    for (int b = 0; b < start.length; b++) {
      double x = p.value()[b];
      p.gradient()[b] += (float) (2 * PULL * Math.log(x / start[b]) / (x * start.length));
    }
  }

  /** The room as it is now. */
  LearnedRoom learned() {
    return new LearnedRoom(
        sampleRateHz, t60.value().clone(), level.value().clone(), early.value().clone());
  }
}

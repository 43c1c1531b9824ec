package org.unroom.reverb.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.unroom.reverb.fit.BandDecay;
import org.unroom.reverb.fit.RoomEstimate;
import org.unroom.reverb.fit.TwoSlopes;

/**
 * Makes the tails of an impulse response of what a fit says of a room: behind a direct sound of
 * height 1 at 2 ms (which is not added), octave by octave, Gaussian noise that decays at the
 * octave's T60,
 *
 * <pre>
 *   h[n] = delta[n - d] + sum over octaves of sqrt(R / sum of e^2) e(t) noise[n],   t = (n - d) / fs
 *   e(t) = min(1, t / onset)^2 10^(-3 t / T60),      R = reverberant over direct energy = 1 / DRR
 * </pre>
 *
 * (where an octave has two slopes, with the root of the sum of both energies in place of the power
 * of 10) with an onset of 2.5 ms or as much more as the clarity asks for, so that the decay has the
 * octave's T60, clarity and direct-to-reverberant ratio. Octave filters are zero-phase, {@code
 * cos(pi/2 |log2(f / fc)|)}; powers of neighbours add up to 1, and each has noise of its own.
 * Octaves about which the recording says nothing follow the nearest that it tells of. Tails of two
 * channels correlate as they are told to, octave by octave. Same estimate, rate and seed: same
 * samples.
 */
final class IrBuilder {
  private static final double[] OCTAVES_HZ = {62.5, 125, 250, 500, 1000, 2000, 4000, 8000, 16000};
  private static final double DIRECT_SECONDS = 0.002;
  private static final double ONSET_SECONDS = 0.0025;
  private static final double LONGEST_ONSET_SECONDS = 0.1;
  private static final double ONSET_STEP = 1.02;
  private static final double EARLY_SECONDS = 0.05;
  private static final double GRID_SECONDS = 0.0005;
  private static final double LONGEST_SECONDS = 12;
  private static final double BEYOND_T60 = 1.1;
  private static final double MARGIN_SECONDS = 0.1;
  private static final double UNKNOWN_SPREAD = 0.5;
  private static final double SHORTEST_T60 = 0.05;
  private static final double LONGEST_T60 = 12;

  private final List<Octave> octaves = new ArrayList<>();
  private final OctaveFilters filters;

  /**
   * What an octave is made of.
   *
   * @param reverberantEnergy R
   * @param onsetSeconds the time in which its reverberation builds up
   */
  private record Octave(
      double centerHz, Decay decay, double reverberantEnergy, double onsetSeconds) {}

  /** An energy that decays with one slope or two. */
  private record Decay(double t60Seconds, Optional<TwoSlopes> slopes) {
    double energy(double seconds) {
      return slopes
          .map(two -> two.power(seconds) / two.power(0))
          .orElseGet(() -> Math.pow(10, -6 * seconds / t60Seconds));
    }

    /** The slower of two. */
    double longestSeconds() {
      return slopes.map(TwoSlopes::lateSeconds).orElse(t60Seconds);
    }
  }

  /** Takes what there is to know from an estimate for responses at this rate. */
  IrBuilder(RoomEstimate room, int sampleRateHz) {
    for (double hz : OCTAVES_HZ) {
      if (hz < sampleRateHz / 2.0 || octaves.isEmpty()) {
        double known = nearestKnown(room, hz);
        double t60 = figure(room, known, BandDecay::t60Seconds, room.t60Seconds());
        double drrDb = figure(room, known, BandDecay::drrDb, room.drrDb());
        double c50Db = figure(room, known, BandDecay::c50Db, room.c50Db());
        t60 = Math.max(SHORTEST_T60, Math.min(LONGEST_T60, t60));
        double reverberant = Math.pow(10, -drrDb / 10);
        double late = (1 + reverberant) / (1 + Math.pow(10, c50Db / 10)) / reverberant;
        Decay decay = new Decay(t60, Double.isNaN(known) ? Optional.empty() : room.slopes(known));
        octaves.add(new Octave(hz, decay, reverberant, onset(decay, late)));
      }
    }
    this.filters =
        new OctaveFilters(octaves.stream().mapToDouble(Octave::centerHz).toArray(), sampleRateHz);
  }

  /**
   * The onset with which a share {@code late} of a decay comes later than 50 ms: 2.5 ms where the
   * decay itself has no more, longer where clarity is lower than any decay from the start on can
   * have (rooms that sound comes into from another one).
   */
  private static double onset(Decay decay, double late) {
    double shortest = ONSET_SECONDS;
    double longest = LONGEST_ONSET_SECONDS;
    while (longest / shortest > ONSET_STEP) {
      double middle = Math.sqrt(shortest * longest);
      if (lateShare(decay, middle) < late) {
        shortest = middle;
      } else {
        longest = middle;
      }
    }
    return shortest;
  }

  private static double lateShare(Decay decay, double onset) {
    double late = 0;
    double all = Double.MIN_NORMAL;
    for (double t = 0; t < decay.longestSeconds(); t += GRID_SECONDS) {
      double rise = Math.min(1, t / onset);
      double energy = Math.pow(rise, 4) * decay.energy(t);
      all += energy;
      late += t >= EARLY_SECONDS ? energy : 0;
    }
    return late / all;
  }

  /** The octaves that tails are made in. */
  OctaveFilters filters() {
    return filters;
  }

  /**
   * Samples until every octave has decayed by 60 dB (at most 12 s of decay), the 2 ms before the
   * direct sound included.
   */
  int length(int sampleRateHz) {
    double longest =
        octaves.stream().mapToDouble(octave -> octave.decay.longestSeconds()).max().orElseThrow();
    double seconds = Math.min(LONGEST_SECONDS, BEYOND_T60 * longest) + MARGIN_SECONDS;
    return (int) Math.ceil(seconds * sampleRateHz);
  }

  /** The sample of the direct sound. */
  static int directSample(int sampleRateHz) {
    return (int) Math.round(DIRECT_SECONDS * sampleRateHz);
  }

  /** Octaves about which the recordings said nothing, in hertz. */
  static List<Double> unheard(RoomEstimate room, int sampleRateHz) {
    List<Double> unheard = new ArrayList<>();
    for (double hz : OCTAVES_HZ) {
      if (hz < sampleRateHz / 2.0 && !known(room, hz)) {
        unheard.add(hz);
      }
    }
    return unheard;
  }

  private static boolean known(RoomEstimate room, double hz) {
    return room.covers(hz) && room.octaveSpread(hz) < UNKNOWN_SPREAD;
  }

  private static double nearestKnown(RoomEstimate room, double hz) {
    double nearest = Double.NaN;
    for (double other : OCTAVES_HZ) {
      if (known(room, other) && !(distance(nearest, hz) <= distance(other, hz))) {
        nearest = other;
      }
    }
    return nearest;
  }

  private static double distance(double aHz, double bHz) {
    return Math.abs(Math.log(aHz / bHz));
  }

  private static double figure(
      RoomEstimate room, double hz, ToDoubleFunction<BandDecay> figure, double otherwise) {
    return Double.isNaN(hz) ? otherwise : room.octave(hz, figure);
  }

  /**
   * Adds the tails of channels that hear the same room.
   *
   * @param channels one, or more whose tails correlate
   * @param correlation of the tails, octave by octave, -1..1; below 0 it alternates
   */
  void addTails(List<float[]> channels, double[] correlation, int rate, Random random) {
    int length = channels.get(0).length - directSample(rate);
    for (int i = 0; i < octaves.size(); i++) {
      double common = channels.size() > 1 ? Math.abs(correlation[i]) : 0;
      float[] shared = common > 0 ? filters.noise(i, length, random) : new float[length];
      for (int c = 0; c < channels.size(); c++) {
        float[] noise = filters.noise(i, length, random);
        double sign = correlation[i] < 0 && c % 2 == 1 ? -1 : 1;
        for (int n = 0; n < length; n++) {
          noise[n] =
              (float) (sign * Math.sqrt(common) * shared[n] + Math.sqrt(1 - common) * noise[n]);
        }
        addTail(octaves.get(i), noise, rate, channels.get(c));
      }
    }
  }

  private static void addTail(Octave octave, float[] noise, int rate, float[] channel) {
    int direct = directSample(rate);
    Optional<TwoSlopes> slopes = octave.decay.slopes();
    double perSample = Math.pow(10, -3 / (octave.decay.t60Seconds * rate));
    double energy = 0;
    for (int pass = 0; pass < 2; pass++) {
      double scale = pass == 0 ? 0 : Math.sqrt(octave.reverberantEnergy / energy);
      double decay = 1;
      for (int n = 1; direct + n < channel.length; n++) {
        decay =
            slopes.isPresent()
                ? Math.sqrt(octave.decay.energy(n / (double) rate))
                : decay * perSample;
        double rise = Math.min(1, n / (octave.onsetSeconds * rate));
        double envelope = rise * rise * decay;
        energy += pass == 0 ? envelope * envelope : 0;
        channel[direct + n] += (float) (scale * envelope * noise[n]);
      }
    }
  }
}

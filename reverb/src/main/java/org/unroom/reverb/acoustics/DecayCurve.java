package org.unroom.reverb.acoustics;

import java.util.Arrays;
import java.util.Optional;

/**
 * The backward-integrated decay of a squared response (M. R. Schroeder, "New method of measuring
 * reverberation time", JASA 37, 1965), up to the knee where it meets the noise, with the noise's
 * power taken off and the energy added that the decay would have had behind the knee,
 *
 * <pre>
 *   L(n) = 10 log10( E(n) / E(0) ),   E(n) = sum over m = n..knee of (h^2[m] - noise) + beyond
 * </pre>
 *
 * which of the compensations in use leaves the least error (M. Guski, M. Vorländer, "Comparison of
 * noise compensation methods for room acoustic impulse response evaluations", Acta Acustica 100,
 * 2014).
 */
final class DecayCurve {
  private static final double TOP_DB = -0.1;

  private final double[] levelDb;
  private final int sampleRateHz;
  private final NoiseFloor noise;

  private DecayCurve(double[] levelDb, int sampleRateHz, NoiseFloor noise) {
    this.levelDb = levelDb;
    this.sampleRateHz = sampleRateHz;
    this.noise = noise;
  }

  /**
   * The curve of a filtered response.
   *
   * @param response samples from the start of the band's ringing on
   * @param decayStart sample of the direct sound in it
   * @param bandwidthHz of the filter
   */
  static DecayCurve of(double[] response, int decayStart, int sampleRateHz, double bandwidthHz) {
    double[] energy = Arrays.stream(response).map(v -> v * v).toArray();
    double[] decay = Arrays.copyOfRange(energy, decayStart, energy.length);
    NoiseFloor inDecay = NoiseFloor.of(decay, sampleRateHz, bandwidthHz);
    NoiseFloor noise =
        new NoiseFloor(inDecay.kneeSample() + decayStart, inDecay.power(), inDecay.beyond());
    double[] level = new double[noise.kneeSample()];
    double sum = noise.beyond();
    for (int n = level.length - 1; n >= 0; n--) {
      // what is before the direct sound is ringing and no noise has come with it yet
      sum += n < decayStart ? energy[n] : energy[n] - noise.power();
      level[n] = Math.max(sum, Double.MIN_NORMAL);
    }
    double all = level.length > 0 ? level[0] : 1;
    for (int n = 0; n < level.length; n++) {
      level[n] = 10 * Math.log10(level[n] / all);
    }
    return new DecayCurve(level, sampleRateHz, noise);
  }

  /** The noise that was taken off. */
  NoiseFloor noise() {
    return noise;
  }

  /** L(n) in dB up to the knee, not a copy. */
  double[] levelDb() {
    return levelDb;
  }

  /** How far the decay falls before it meets the noise, in dB; at most what the response holds. */
  double rangeDb() {
    return levelDb.length == 0 ? 0 : -levelDb[levelDb.length - 1];
  }

  /**
   * The line through the curve between two levels; nothing where the curve does not reach them.
   *
   * @param fromDb such as -5; 0 begins where a fiftieth of the energy has arrived
   * @param toDb such as -35
   * @param fromSample no earlier than there
   */
  Optional<DecayLine> line(double fromDb, double toDb, int fromSample) {
    if (levelDb.length == 0 || levelDb[levelDb.length - 1] > toDb) {
      return Optional.empty();
    }
    double top = Math.min(fromDb, TOP_DB);
    DecayLine.Sums sums = new DecayLine.Sums();
    for (int n = fromSample; n < levelDb.length && levelDb[n] >= toDb; n++) {
      if (levelDb[n] <= top) {
        sums.add(n / (double) sampleRateHz, levelDb[n]);
      }
    }
    return sums.count() < 2 ? Optional.empty() : Optional.of(sums.line());
  }

  /** How long the curve takes from one level to another, no earlier than {@code fromSample}. */
  double spanSeconds(double fromDb, double toDb, int fromSample) {
    int from = fromSample;
    while (from < levelDb.length && levelDb[from] > fromDb) {
      from++;
    }
    int to = from;
    while (to < levelDb.length && levelDb[to] > toDb) {
      to++;
    }
    return (to - from) / (double) sampleRateHz;
  }
}

package org.unroom.reverb.fit;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.unroom.core.dsp.Quantiles;

/**
 * The room in one band, as energies of what the dry sound's energy 1 leaves behind.
 *
 * @param t60Seconds decay time, above 0; of a bent decay as it is read from -5 to -35 dB
 * @param t60Spread standard deviation of ln T60 to be reckoned with; 0.1 is ten per cent
 * @param early energy of the direct sound and of the first 48 ms after it, at least 1
 * @param tail energy of what comes later, above 0
 * @param noise stationary noise, as a share of the recording's mean energy in the band
 * @param slopes of a bent decay; nothing where one slope says it all
 */
public record BandDecay(
    double t60Seconds,
    double t60Spread,
    double early,
    double tail,
    double noise,
    Optional<TwoSlopes> slopes) {
  private static final double LEAST_REVERBERANT_SHARE = Math.pow(10, -1.5);
  private static final double DECADES_IN_50_MS = 0.3;

  /** A decay of one slope. */
  public BandDecay(double t60Seconds, double t60Spread, double early, double tail, double noise) {
    this(t60Seconds, t60Spread, early, tail, noise, Optional.empty());
  }

  /** A decay of two slopes. */
  static BandDecay bent(
      TwoSlopes slopes, double t60Spread, double early, double tail, double noise) {
    return new BandDecay(slopes.t60Seconds(), t60Spread, early, tail, noise, Optional.of(slopes));
  }

  /** The medians of every figure, as one slope. */
  static BandDecay median(List<BandDecay> decays) {
    return new BandDecay(
        median(decays, BandDecay::t60Seconds),
        median(decays, BandDecay::t60Spread),
        median(decays, BandDecay::early),
        median(decays, BandDecay::tail),
        median(decays, BandDecay::noise));
  }

  private static double median(List<BandDecay> decays, ToDoubleFunction<BandDecay> figure) {
    return Quantiles.median(decays.stream().mapToDouble(figure).toArray());
  }

  /** Clarity: early over late energy in dB. */
  public double c50Db() {
    return 10 * Math.log10(early / tail);
  }

  /**
   * Direct-to-reverberant ratio in dB of the exponential decay, from the direct sound on, that has
   * this T60 (or these two) and clarity: with {@code x = 10^(-0.3 s / T60)} of it left after 50 ms
   * and {@code c = early / tail}, the decay holds {@code 1 / (c x - (1 - x))} of the direct energy.
   */
  public double drrDb() {
    double x =
        slopes
            .map(two -> 1 / two.energyFromStart())
            .orElseGet(() -> Math.pow(10, -DECADES_IN_50_MS / t60Seconds));
    return 10 * Math.log10(Math.max(early / tail * x - (1 - x), LEAST_REVERBERANT_SHARE));
  }
}

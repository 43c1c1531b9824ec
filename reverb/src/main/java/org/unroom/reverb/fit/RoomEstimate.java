package org.unroom.reverb.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.unroom.core.dsp.Quantiles;

/**
 * What a fit says of a room, band by band from low to high, and in single figures.
 *
 * @param centersHz of the bands
 * @param bands as many
 */
public record RoomEstimate(List<Double> centersHz, List<BandDecay> bands) {
  private static final double MID_LOWEST_HZ = 500 / Math.sqrt(2);
  private static final double MID_HIGHEST_HZ = 2000 * Math.sqrt(2);
  private static final double OCTAVE_HALF = Math.sqrt(2);

  /** How far a figure can be relied on. */
  public enum Confidence {
    /** The recording says it clearly: half of such T60 are less than about 4 % off. */
    HIGH,
    /** It says it: 7 %. */
    MEDIUM,
    /** It hints at it: 13 %. */
    LOW;

    private static final double HIGH_SPREAD = 0.1;
    private static final double MEDIUM_SPREAD = 0.2;

    /** Of a figure with this {@link BandDecay#t60Spread}. */
    public static Confidence ofSpread(double t60Spread) {
      if (t60Spread <= HIGH_SPREAD) {
        return HIGH;
      }
      return t60Spread <= MEDIUM_SPREAD ? MEDIUM : LOW;
    }
  }

  /** Keeps copies. */
  public RoomEstimate {
    centersHz = List.copyOf(centersHz);
    bands = List.copyOf(bands);
    if (centersHz.size() != bands.size() || bands.isEmpty()) {
      throw new IllegalArgumentException(
          "%d centres and %d bands; both need the same number, at least 1"
              .formatted(centersHz.size(), bands.size()));
    }
  }

  /** One estimate for several stretches of a recording: medians of every figure, band by band. */
  public static RoomEstimate joint(List<RoomEstimate> parts) {
    RoomEstimate first = parts.get(0);
    List<BandDecay> joint = new ArrayList<>();
    for (int b = 0; b < first.bands.size(); b++) {
      int band = b;
      joint.add(BandDecay.median(parts.stream().map(part -> part.bands.get(band)).toList()));
    }
    return new RoomEstimate(first.centersHz, joint);
  }

  /** T60 in seconds: the median over the bands of the octaves 500 Hz to 2 kHz. */
  public double t60Seconds() {
    return median(MID_LOWEST_HZ, MID_HIGHEST_HZ, BandDecay::t60Seconds);
  }

  /**
   * T60 in seconds at any frequencies: between the bands' centres interpolated, in ln T60 over ln
   * f, beyond them that of the outermost band.
   */
  public float[] t60SecondsAt(double[] hz) {
    float[] t60 = new float[hz.length];
    for (int i = 0; i < hz.length; i++) {
      t60[i] = (float) Math.exp(at(hz[i], band -> Math.log(band.t60Seconds())));
    }
    return t60;
  }

  /** The same levels with the decay times of {@code other}, and their spread. */
  public RoomEstimate withDecayTimesOf(RoomEstimate other) {
    List<BandDecay> joint = new ArrayList<>();
    for (int b = 0; b < bands.size(); b++) {
      BandDecay own = bands.get(b);
      double hz = centersHz.get(b);
      joint.add(
          new BandDecay(
              Math.exp(other.at(hz, band -> Math.log(band.t60Seconds()))),
              other.at(hz, BandDecay::t60Spread),
              own.early(),
              own.tail(),
              own.noise()));
    }
    return new RoomEstimate(centersHz, joint);
  }

  private double at(double hz, ToDoubleFunction<BandDecay> figure) {
    int above = 0;
    while (above < centersHz.size() && centersHz.get(above) < hz) {
      above++;
    }
    int low = Math.max(0, above - 1);
    int high = Math.min(centersHz.size() - 1, above);
    double from = logHz(centersHz.get(low));
    double step = logHz(centersHz.get(high)) - from;
    double share = step <= 0 ? 0 : Math.min(1, Math.max(0, (logHz(hz) - from) / step));
    return (1 - share) * figure.applyAsDouble(bands.get(low))
        + share * figure.applyAsDouble(bands.get(high));
  }

  /** The lowest band's centre is 0 Hz. */
  private static double logHz(double hz) {
    return Math.log(Math.max(1, hz));
  }

  /** Clarity C50 in dB over the same bands. */
  public double c50Db() {
    return median(MID_LOWEST_HZ, MID_HIGHEST_HZ, BandDecay::c50Db);
  }

  /** Direct-to-reverberant ratio in dB over the same bands. */
  public double drrDb() {
    return median(MID_LOWEST_HZ, MID_HIGHEST_HZ, BandDecay::drrDb);
  }

  /** How well T60 is known over the same bands. */
  public Confidence confidence() {
    return Confidence.ofSpread(median(MID_LOWEST_HZ, MID_HIGHEST_HZ, BandDecay::t60Spread));
  }

  /** Median of a figure over the bands within half an octave of {@code centerHz}. */
  public double octave(double centerHz, ToDoubleFunction<BandDecay> figure) {
    return median(centerHz / OCTAVE_HALF, centerHz * OCTAVE_HALF, figure);
  }

  /** The two slopes of an octave; nothing where most of its bands have one. */
  public Optional<TwoSlopes> slopes(double centerHz) {
    List<TwoSlopes> bent = new ArrayList<>();
    int all = 0;
    for (int b = 0; b < bands.size(); b++) {
      double hz = centersHz.get(b);
      if (hz >= centerHz / OCTAVE_HALF && hz <= centerHz * OCTAVE_HALF) {
        all++;
        bands.get(b).slopes().ifPresent(bent::add);
      }
    }
    return 2 * bent.size() <= all
        ? Optional.empty()
        : Optional.of(
            new TwoSlopes(
                median(bent, TwoSlopes::earlySeconds),
                median(bent, TwoSlopes::lateSeconds),
                median(bent, TwoSlopes::lateShare)));
  }

  private static double median(List<TwoSlopes> slopes, ToDoubleFunction<TwoSlopes> figure) {
    return Quantiles.median(slopes.stream().mapToDouble(figure).toArray());
  }

  /**
   * How far ln T60 of an octave may be off: the spread that the fit leaves open, and half of the
   * range over the octave's bands, which know nothing of one another.
   */
  public double octaveSpread(double centerHz) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int b = 0; b < bands.size(); b++) {
      double hz = centersHz.get(b);
      if (hz >= centerHz / OCTAVE_HALF && hz <= centerHz * OCTAVE_HALF) {
        least = Math.min(least, Math.log(bands.get(b).t60Seconds()));
        most = Math.max(most, Math.log(bands.get(b).t60Seconds()));
      }
    }
    double apart = most > least ? (most - least) / 2 : 0;
    return Math.hypot(octave(centerHz, BandDecay::t60Spread), apart);
  }

  /** Stationary noise as a share of the mean energy of the band that is nearest to {@code hz}. */
  public double noiseShare(double hz) {
    int nearest = 0;
    for (int b = 1; b < bands.size(); b++) {
      boolean nearer = Math.abs(centersHz.get(b) - hz) < Math.abs(centersHz.get(nearest) - hz);
      nearest = nearer ? b : nearest;
    }
    return bands.get(nearest).noise();
  }

  /** Whether a band lies within half an octave of {@code centerHz}. */
  public boolean covers(double centerHz) {
    return centersHz.stream()
        .anyMatch(c -> c >= centerHz / OCTAVE_HALF && c <= centerHz * OCTAVE_HALF);
  }

  private double median(double fromHz, double toHz, ToDoubleFunction<BandDecay> figure) {
    List<Double> values = new ArrayList<>();
    for (int b = 0; b < bands.size(); b++) {
      if (centersHz.get(b) >= fromHz && centersHz.get(b) <= toHz) {
        values.add(figure.applyAsDouble(bands.get(b)));
      }
    }
    if (values.isEmpty()) {
      bands.forEach(band -> values.add(figure.applyAsDouble(band)));
    }
    return Quantiles.median(values.stream().mapToDouble(v -> v).toArray());
  }
}

package org.unroom.reverb.fit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

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
    /** The recording says it clearly. */
    HIGH,
    /** It says it. */
    MEDIUM,
    /** It hints at it. */
    LOW
  }

  private static final double HIGH_SPREAD = 0.03;
  private static final double MEDIUM_SPREAD = 0.12;

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

  /** T60 in seconds: the median over the bands of the octaves 500 Hz to 2 kHz. */
  public double t60Seconds() {
    return median(MID_LOWEST_HZ, MID_HIGHEST_HZ, BandDecay::t60Seconds);
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
    double spread = median(MID_LOWEST_HZ, MID_HIGHEST_HZ, BandDecay::t60Spread);
    if (spread <= HIGH_SPREAD) {
      return Confidence.HIGH;
    }
    return spread <= MEDIUM_SPREAD ? Confidence.MEDIUM : Confidence.LOW;
  }

  /** Median of a figure over the bands within half an octave of {@code centerHz}. */
  public double octave(double centerHz, ToDoubleFunction<BandDecay> figure) {
    return median(centerHz / OCTAVE_HALF, centerHz * OCTAVE_HALF, figure);
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
    Collections.sort(values);
    int half = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(half)
        : (values.get(half - 1) + values.get(half)) / 2;
  }
}

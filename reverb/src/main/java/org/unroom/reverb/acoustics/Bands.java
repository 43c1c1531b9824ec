package org.unroom.reverb.acoustics;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The bands that acoustics are told in, with the exact centres and edges of IEC 61260-1 (base ten),
 *
 * <pre>
 *   centre = 10^(k / 10) Hz,   edges = centre * 10^(-+0.15 / b)
 * </pre>
 *
 * b = 1 for octaves, 3 for third-octaves, and the rounded names that people know them by.
 */
public enum Bands {
  /** 63 Hz to 8 kHz. */
  OCTAVE(1, 18, 39),
  /** 50 Hz to 10 kHz. */
  THIRD(3, 17, 40);

  private static final int STEPS_PER_DECADE = 10;
  private static final int STEPS_PER_OCTAVE = 3;

  /** Preferred numbers, ISO 3 series R10. */
  private static final double[] PREFERRED = {1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8};

  private final int perOctave;
  private final int first;
  private final int last;

  Bands(int perOctave, int first, int last) {
    this.perOctave = perOctave;
    this.first = first;
    this.last = last;
  }

  /**
   * A band.
   *
   * @param nominalHz the name of its centre
   * @param lowHz lower edge, 3 dB down
   * @param highHz upper edge
   */
  public record Band(double nominalHz, double lowHz, double highHz) {
    /** Width in hertz: a filter of this band rings for about one over it. */
    public double widthHz() {
      return highHz - lowHz;
    }
  }

  /** The bands that lie below half the sample rate as a whole, from low to high. */
  public List<Band> below(int sampleRateHz) {
    int step = STEPS_PER_OCTAVE / perOctave;
    return IntStream.rangeClosed(0, (last - first) / step)
        .mapToObj(i -> band(first + i * step))
        .filter(band -> band.highHz < sampleRateHz / 2.0)
        .toList();
  }

  private Band band(int k) {
    double decade = Math.pow(10, Math.floorDiv(k, STEPS_PER_DECADE));
    double centre = Math.pow(10, k / (double) STEPS_PER_DECADE);
    double half = Math.pow(10, STEPS_PER_OCTAVE / (2.0 * STEPS_PER_DECADE * perOctave));
    return new Band(PREFERRED[k % STEPS_PER_DECADE] * decade, centre / half, centre * half);
  }
}

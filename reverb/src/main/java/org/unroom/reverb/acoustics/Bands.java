package org.unroom.reverb.acoustics;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The bands that acoustics are told in, with the exact centres and edges of IEC 61260-1 (base ten),
 *
 * <pre>
 *   centre = 1000 Hz * 10^(0.3 k / b),   edges = centre * 10^(-+0.15 / b)
 * </pre>
 *
 * b = 1 for octaves, 3 for third-octaves, and the rounded names that people know them by.
 */
public enum Bands {
  /** 63 Hz to 8 kHz. */
  OCTAVE(1, -4, 63, 125, 250, 500, 1000, 2000, 4000, 8000),
  /** 50 Hz to 10 kHz. */
  THIRD(
      3, -13, 50, 63, 80, 100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600, 2000,
      2500, 3150, 4000, 5000, 6300, 8000, 10000);

  private static final double REFERENCE_HZ = 1000;
  private static final double DECADES_PER_OCTAVE = 0.3;

  private final List<Band> all;

  Bands(int perOctave, int firstIndex, double... nominalHz) {
    double step = DECADES_PER_OCTAVE / perOctave;
    double half = Math.pow(10, step / 2);
    this.all =
        IntStream.range(0, nominalHz.length)
            .mapToObj(
                i -> {
                  double centre = REFERENCE_HZ * Math.pow(10, step * (firstIndex + i));
                  return new Band(nominalHz[i], centre / half, centre * half);
                })
            .toList();
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
    return all.stream().filter(band -> band.highHz < sampleRateHz / 2.0).toList();
  }
}

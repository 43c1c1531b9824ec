package org.unroom.core.dsp;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Overlapping triangular bands over the bins of a spectrum: band b peaks at bin c[b] and falls
 * linearly to zero at the neighbours' peaks; the first band is flat below its peak, the last one
 * above. In every bin the weights of all bands add up to 1:
 *
 * <pre>
 *   energy[b] = sum over f of w[b][f] p[f],       p[f] = sum over b of w[b][f] g[b]  (spreading)
 *   w[b][f] = 1 - u,  w[b + 1][f] = u,            u = (f - c[b]) / (c[b + 1] - c[b]) between peaks
 * </pre>
 *
 * Spreading is the adjoint of taking energies, and linear interpolation of band values over bins.
 */
public final class TriangularBands {
  private final int[] peaks;
  private final int[] lower;
  private final float[] share;

  /**
   * Bands with these peaks.
   *
   * @param peaks c[b] in bins, rising, the first at least 0
   * @param bins number of bins, more than the last peak
   */
  public TriangularBands(int[] peaks, int bins) {
    requireRising(peaks, bins);
    this.peaks = peaks.clone();
    this.lower = new int[bins];
    this.share = new float[bins];
    for (int f = 0; f < bins; f++) {
      locate(f);
    }
  }

  /**
   * Bands at 0 and at equal ratios from the third bin to the last, coinciding ones once: with 32
   * for bins of 15.6 Hz up to 8 kHz, about four an octave above 250 Hz.
   */
  public static TriangularBands logarithmic(int count, int bins) {
    int last = bins - 1;
    int first = Math.min(FIRST_PEAK, last);
    IntStream rest =
        IntStream.range(0, count)
            .map(
                i ->
                    (int)
                        Math.rint(
                            first * Math.pow(last / (double) Math.max(1, first), ratio(i, count))));
    return new TriangularBands(
        IntStream.concat(IntStream.of(0), rest).sorted().distinct().toArray(), bins);
  }

  private static final int FIRST_PEAK = 3;

  private static double ratio(int i, int count) {
    return count == 1 ? 1 : i / (count - 1.0);
  }

  private void locate(int f) {
    int at = Arrays.binarySearch(peaks, f);
    int band = at >= 0 ? at : -at - 2;
    if (band < 0) {
      return;
    }
    lower[f] = Math.min(band, peaks.length - 1);
    if (band < peaks.length - 1) {
      share[f] = (f - peaks[band]) / (float) (peaks[band + 1] - peaks[band]);
    }
  }

  /** Number of bands B. */
  public int count() {
    return peaks.length;
  }

  /** Number of bins F. */
  public int bins() {
    return lower.length;
  }

  /** Peak of band b in bins. */
  public int peak(int b) {
    return peaks[b];
  }

  /** Peaks in hertz for bins that lie {@code binHz} apart. */
  public double[] centersHz(double binHz) {
    return Arrays.stream(peaks).mapToDouble(c -> c * binHz).toArray();
  }

  /** Adds {@code weight * power} of bin f, along time, to the band energies {@code [b][t]}. */
  public void addBin(int f, float[] power, float[][] energy) {
    float upper = share[f];
    accumulate(power, 1 - upper, energy[lower[f]]);
    if (upper > 0) {
      accumulate(power, upper, energy[lower[f] + 1]);
    }
  }

  /** Band energies {@code [b][t]} of powers {@code [f][t]}. */
  public float[][] energies(float[][] power) {
    float[][] energy = new float[count()][power[0].length];
    for (int f = 0; f < power.length; f++) {
      addBin(f, power[f], energy);
    }
    return energy;
  }

  /** Writes the band values {@code [b][t]}, interpolated at bin f, into {@code row} {@code [t]}. */
  public void spread(float[][] bands, int f, float[] row) {
    float upper = share[f];
    float[] below = bands[lower[f]];
    float[] above = upper > 0 ? bands[lower[f] + 1] : below;
    for (int t = 0; t < row.length; t++) {
      row[t] = (1 - upper) * below[t] + upper * above[t];
    }
  }

  /** Writes band values, interpolated at every bin, into {@code ofBins} {@code [f]}. */
  public void spread(float[] ofBands, float[] ofBins) {
    for (int f = 0; f < ofBins.length; f++) {
      float below = ofBands[lower[f]];
      ofBins[f] = share[f] > 0 ? below + share[f] * (ofBands[lower[f] + 1] - below) : below;
    }
  }

  /** Adds the bins to their bands by weight, the adjoint of spreading over bins. */
  public void collect(float[] ofBins, float[] ofBands) {
    for (int f = 0; f < ofBins.length; f++) {
      ofBands[lower[f]] += (1 - share[f]) * ofBins[f];
      if (share[f] > 0) {
        ofBands[lower[f] + 1] += share[f] * ofBins[f];
      }
    }
  }

  private static void accumulate(float[] power, float weight, float[] sum) {
    for (int t = 0; t < sum.length; t++) {
      sum[t] += weight * power[t];
    }
  }

  private static void requireRising(int[] peaks, int bins) {
    boolean rising =
        IntStream.range(1, peaks.length).allMatch(b -> peaks[b] > peaks[b - 1])
            && peaks.length > 0
            && peaks[0] >= 0
            && peaks[peaks.length - 1] < bins;
    if (!rising) {
      throw new IllegalArgumentException(
          "peaks=%s must rise and lie within %d bins".formatted(Arrays.toString(peaks), bins));
    }
  }
}

package org.unroom.reverb.dereverb;

import java.util.List;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.dsp.TriangularBands;
import org.unroom.reverb.model.SpectralRoom;

/**
 * Holds a result against the fit that led to it: from no band may more energy be missing than the
 * fit says is late reverberation and noise,
 *
 * <pre>
 *   share_b = min(1, sqrt( sum of late + n / sum of |y - z|^2 )),      z &lt;- y + share (z - y)
 * </pre>
 *
 * summed over the frames of band b, the share interpolated over the bins. A recording that the
 * model does not explain has much energy where none is expected; what would be taken of it comes
 * back.
 */
final class RemovalCheck {
  private static final double LOWEST_ENERGY = 1e-30;

  private final HarmonicModel model;

  RemovalCheck(HarmonicModel model) {
    this.model = model;
  }

  /**
   * Gives back to {@code dry} what should not have been taken.
   *
   * @param recording y, one spectrogram a channel
   * @param dry z, changed
   */
  void apply(List<ComplexSpectrogram> recording, List<ComplexSpectrogram> dry) {
    TriangularBands bands = SpectralRoom.bandsOver(model.bins());
    float[] late = new float[model.bins()];
    float[] removed = new float[model.bins()];
    for (int f = 0; f < late.length; f++) {
      late[f] = (float) expected(f);
      for (int c = 0; c < dry.size(); c++) {
        removed[f] += (float) (distance(recording.get(c), dry.get(c), f) / dry.size());
      }
    }
    float[] lateOfBands = new float[bands.count()];
    float[] removedOfBands = new float[bands.count()];
    bands.collect(late, lateOfBands);
    bands.collect(removed, removedOfBands);
    float[] share = new float[bands.count()];
    for (int b = 0; b < share.length; b++) {
      double ratio = lateOfBands[b] / Math.max(removedOfBands[b], LOWEST_ENERGY);
      share[b] = (float) Math.min(1, Math.sqrt(ratio));
    }
    float[] ofBins = new float[model.bins()];
    bands.spread(share, ofBins);
    for (int f = 0; f < dry.get(0).bins(); f++) {
      float back = 1 - ofBins[Math.min(f, ofBins.length - 1)];
      for (int c = 0; c < dry.size() && back > 0; c++) {
        blend(dry.get(c).re(f), recording.get(c).re(f), back);
        blend(dry.get(c).im(f), recording.get(c).im(f), back);
      }
    }
  }

  private double expected(int f) {
    double sum = (double) model.noise(f) * model.frames();
    for (float power : model.late(f)) {
      sum += power;
    }
    return sum;
  }

  private static double distance(ComplexSpectrogram y, ComplexSpectrogram z, int f) {
    double sum = 0;
    for (int t = 0; t < y.frames(); t++) {
      double re = (double) y.re(f)[t] - z.re(f)[t];
      double im = (double) y.im(f)[t] - z.im(f)[t];
      sum += re * re + im * im;
    }
    return sum;
  }

  private static void blend(float[] z, float[] y, float share) {
    for (int t = 0; t < z.length; t++) {
      z[t] += share * (y[t] - z[t]);
    }
  }
}

package org.unroom.core.testkit;

import org.unroom.core.testkit.ShoeboxRoom.Place;

/**
 * The reflections of a {@link ShoeboxRoom} up to its mixing time. The image with indices (i, p) on
 * one axis lies at {@code (1 - 2p) s + 2 i L}, i any integer, p 0 or 1, and has gone through {@code
 * |i - p| + |i|} reflections on that axis' two walls (J. B. Allen, D. A. Berkley, JASA 65 (4),
 * 1979, eq. 9 and 10). Each octave band has its own pulses, heights {@code r_b^n / d}, and gives
 * its octave to the sum. The pulses are all positive, which piles up at 0 Hz; as in the paper a
 * high-pass filter takes that away.
 */
final class ImageSources {
  private static final double EYRING = 27.63; // 12 ln 10
  private static final double CROSSING_OCTAVES = 1;
  private static final double HIGH_PASS_HZ = 30;

  private final ShoeboxRoom room;
  private final double[] reflection = new double[OctaveBands.COUNT];

  ImageSources(ShoeboxRoom room) {
    this.room = room;
    Place size = room.size();
    for (int b = 0; b < reflection.length; b++) {
      double t60 = room.t60Seconds().get(b);
      reflection[b] =
          Math.exp(-EYRING * size.volume() / (ShoeboxRoom.SPEED_OF_SOUND * size.surface() * t60));
    }
  }

  /** The reflections at microphone m, {@code length} samples from the emission on. */
  float[] reflections(int m, int length) {
    int mixing = room.mixingSample(m);
    float[][] pulses = new float[OctaveBands.COUNT][mixing + FractionalDelay.REACH];
    double reach = ShoeboxRoom.SPEED_OF_SOUND * mixing / room.sampleRateHz();
    int across = (int) Math.ceil(reach / (2 * room.size().x())) + 1;
    for (int i = -across; i <= across; i++) {
      for (int p = 0; p <= 1; p++) {
        addPlane(
            pulses, m, reach, imageOnAxis(room.source().x(), room.size().x(), i, p), order(i, p));
      }
    }
    float[] sum = new OctaveBands(room.sampleRateHz(), CROSSING_OCTAVES).sum(pulses);
    float[] h = new float[length];
    // Octave filters without delay ring both ways; nothing comes before the direct sound.
    int first = (int) room.directDelaySamples(m);
    for (int n = first; n < Math.min(length, sum.length); n++) {
      h[n] = (float) (sum[n] * Math.sqrt(1 - room.tailShare(n, m)));
    }
    highPass(h);
    return h;
  }

  /** All images with the given x and its order of reflection. */
  private void addPlane(float[][] pulses, int m, double reach, double x, int orderX) {
    int along = (int) Math.ceil(reach / (2 * room.size().y())) + 1;
    int up = (int) Math.ceil(reach / (2 * room.size().z())) + 1;
    for (int j = -along; j <= along; j++) {
      for (int q = 0; q <= 1; q++) {
        double y = imageOnAxis(room.source().y(), room.size().y(), j, q);
        for (int k = -up; k <= up; k++) {
          for (int r = 0; r <= 1; r++) {
            double z = imageOnAxis(room.source().z(), room.size().z(), k, r);
            int order = orderX + order(j, q) + order(k, r);
            add(pulses, room.microphones().get(m).distance(new Place(x, y, z)), order, reach);
          }
        }
      }
    }
  }

  private void add(float[][] pulses, double distance, int order, double reach) {
    if (order == 0 || distance >= reach) {
      return; // the direct sound is not a reflection
    }
    double[] heights = new double[OctaveBands.COUNT];
    for (int b = 0; b < heights.length; b++) {
      heights[b] = Math.pow(reflection[b], order) / distance;
    }
    double at = distance / ShoeboxRoom.SPEED_OF_SOUND * room.sampleRateHz();
    FractionalDelay.addPulse(pulses, at, heights);
  }

  private static double imageOnAxis(double source, double length, int i, int p) {
    return (1 - 2 * p) * source + 2 * i * length;
  }

  private static int order(int i, int p) {
    return Math.abs(i - p) + Math.abs(i);
  }

  /** {@code y[n] = x[n] - x[n-1] + a y[n-1]}: 0 at 0 Hz, -3 dB at 30 Hz. */
  private void highPass(float[] h) {
    double a = Math.exp(-2 * Math.PI * HIGH_PASS_HZ / room.sampleRateHz());
    double before = 0;
    double y = 0;
    for (int n = 0; n < h.length; n++) {
      y = h[n] - before + a * y;
      before = h[n];
      h[n] = (float) y;
    }
  }
}

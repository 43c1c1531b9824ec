package org.unroom.core.plot;

import java.awt.Color;
import java.awt.image.IndexColorModel;

/**
 * 256 colours for levels, from nearly black over blue, purple and orange to nearly white. Lightness
 * rises evenly, so that equal steps of level look equal and the picture survives printing in grey:
 * anchors lie in Oklab (B. Ottosson, "A perceptual color space for image processing", 2020) at
 * lightness .12 to .97, and are joined by straight lines there.
 */
public final class HeatColors {
  /** Number of colours. */
  public static final int COUNT = 256;

  /** Hue and chroma of the anchors, evenly spaced in lightness: {@code a, b} of Oklab. */
  private static final double[][] ANCHORS = {
    {0.00, -0.04},
    {0.03, -0.13},
    {0.12, -0.09},
    {0.15, 0.02},
    {0.11, 0.10},
    {0.03, 0.13},
    {-0.01, 0.06}
  };

  private static final double DARKEST = 0.12;
  private static final double LIGHTEST = 0.97;
  private static final Color[] COLORS = colors();

  private HeatColors() {}

  /** Colour i, 0 (lowest level) to 255. */
  public static Color of(int i) {
    return COLORS[i];
  }

  /** The colours as the palette of an image. */
  static IndexColorModel palette() {
    int[] rgb = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      rgb[i] = COLORS[i].getRGB();
    }
    return new IndexColorModel(
        Byte.SIZE, COUNT, rgb, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
  }

  private static Color[] colors() {
    Color[] colors = new Color[COUNT];
    for (int i = 0; i < COUNT; i++) {
      double x = i / (COUNT - 1.0);
      double at = x * (ANCHORS.length - 1);
      int k = Math.min((int) at, ANCHORS.length - 2);
      double share = at - k;
      colors[i] =
          ofOklab(
              DARKEST + x * (LIGHTEST - DARKEST),
              (1 - share) * ANCHORS[k][0] + share * ANCHORS[k + 1][0],
              (1 - share) * ANCHORS[k][1] + share * ANCHORS[k + 1][1]);
    }
    return colors;
  }

  /** Oklab to sRGB, Ottosson's matrices. */
  private static Color ofOklab(double lightness, double a, double b) {
    double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    return new Color(
        gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
        gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
        gamma(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
  }

  private static double cube(double x) {
    return x * x * x;
  }

  /** IEC 61966-2-1, eq. for values above and below 0.0031308, within 0..1. */
  private static float gamma(double linear) {
    double x = Math.min(1, Math.max(0, linear));
    return (float) (x <= 0.0031308 ? 12.92 * x : 1.055 * Math.pow(x, 1 / 2.4) - 0.055);
  }
}

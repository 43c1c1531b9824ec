package org.unroom.core.dsp;

import java.util.Arrays;

/**
 * A complex spectrogram, {@code re[f][t]} and {@code im[f][t]}: bins f = 0..F-1 (bin f at f fs / N
 * hertz), frames t = 0..T-1, one array along time for each bin, because prediction and gains work
 * per bin along time. The arrays are this object's own state: whoever holds it may change them.
 */
public final class ComplexSpectrogram {
  private final float[][] re;
  private final float[][] im;
  private final int frames;

  /** All zeros; {@code bins} at least 1, {@code frames} at least 0. */
  public ComplexSpectrogram(int bins, int frames) {
    this(new float[bins][frames], new float[bins][frames]);
  }

  /** Takes over real and imaginary parts {@code [f][t]} of the same shape, at least one bin. */
  public ComplexSpectrogram(float[][] re, float[][] im) {
    if (re.length == 0 || re.length != im.length) {
      throw new IllegalArgumentException(
          "re has %d bins and im has %d; both need the same number, at least 1"
              .formatted(re.length, im.length));
    }
    this.re = re;
    this.im = im;
    this.frames = re[0].length;
    for (int f = 0; f < re.length; f++) {
      requireFrames(re[f], f);
      requireFrames(im[f], f);
    }
  }

  private void requireFrames(float[] row, int f) {
    if (row.length != frames) {
      throw new IllegalArgumentException(
          "bin %d has %d frames, bin 0 has %d; all need the same".formatted(f, row.length, frames));
    }
  }

  /** Number of bins F. */
  public int bins() {
    return re.length;
  }

  /** Number of frames T. */
  public int frames() {
    return frames;
  }

  /** Real parts {@code [f][t]}, not a copy. */
  public float[][] re() {
    return re;
  }

  /** Imaginary parts {@code [f][t]}, not a copy. */
  public float[][] im() {
    return im;
  }

  /** Real part of bin f along time, not a copy. */
  public float[] re(int f) {
    return re[f];
  }

  /** Imaginary part of bin f along time, not a copy. */
  public float[] im(int f) {
    return im[f];
  }

  /** A spectrogram of its own with the same values. */
  public ComplexSpectrogram copy() {
    return new ComplexSpectrogram(copyOf(re), copyOf(im));
  }

  /** {@code power[f][t] = re^2 + im^2}. */
  public float[][] power() {
    float[][] power = new float[bins()][frames];
    for (int f = 0; f < power.length; f++) {
      for (int t = 0; t < frames; t++) {
        power[f][t] = re[f][t] * re[f][t] + im[f][t] * im[f][t];
      }
    }
    return power;
  }

  /** Becomes {@code this + share (other - this)}; a share of 0 changes nothing. */
  public void blend(ComplexSpectrogram other, float share) {
    if (share != 0) {
      blend(re, other.re, share);
      blend(im, other.im, share);
    }
  }

  private static void blend(float[][] a, float[][] b, float share) {
    for (int f = 0; f < a.length; f++) {
      for (int t = 0; t < a[f].length; t++) {
        a[f][t] += share * (b[f][t] - a[f][t]);
      }
    }
  }

  private static float[][] copyOf(float[][] a) {
    return Arrays.stream(a).map(float[]::clone).toArray(float[][]::new);
  }
}

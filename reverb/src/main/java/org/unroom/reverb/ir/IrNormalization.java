package org.unroom.reverb.ir;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.RealFft;

/**
 * What an impulse response is scaled by. Neither the direct sound's height nor the mean power gain
 * between 100 Hz and 5 kHz changes with the sample rate, so neither does the level that a sound has
 * after convolution; the sum of squared samples would, with how much of the treble a rate holds.
 */
public enum IrNormalization {
  /** As it is: direct sound of height 1. */
  NONE,
  /** Largest sample 1: never too loud for integer formats. */
  PEAK,
  /** Mean power gain 1 between 100 Hz and 5 kHz, each octave counted alike. */
  ENERGY;

  private static final double LOWEST_HZ = 100;
  private static final double HIGHEST_HZ = 5000;

  /** The word for it in options. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The normalisation called {@code label}. */
  public static Optional<IrNormalization> called(String label) {
    return Arrays.stream(values()).filter(n -> n.label().equals(label)).findFirst();
  }

  /** The one gain for all channels; 1 for silence. */
  public double gain(Audio response) {
    double size =
        switch (this) {
          case NONE -> 1;
          case PEAK -> peak(response);
          case ENERGY -> Math.sqrt(powerGain(response));
        };
    return size > 0 ? 1 / size : 1;
  }

  private static double peak(Audio response) {
    double peak = 0;
    for (int c = 0; c < response.channelCount(); c++) {
      for (float v : response.channel(c)) {
        peak = Math.max(peak, Math.abs(v));
      }
    }
    return peak;
  }

  /** Of the loudest channel: mean of |H(f)|^2 over log f. */
  private static double powerGain(Audio response) {
    double loudest = 0;
    for (int c = 0; c < response.channelCount(); c++) {
      RealFft fft = RealFft.ofLength(RealFft.nextPowerOfTwo(Math.max(2, response.length())));
      float[] spectrum = Arrays.copyOf(response.channel(c), fft.length());
      fft.forward(spectrum);
      double binHz = response.sampleRateHz() / (double) fft.length();
      double sum = 0;
      double weights = 0;
      for (int k = 1; 2 * k < spectrum.length; k++) {
        if (k * binHz >= LOWEST_HZ && k * binHz <= HIGHEST_HZ) {
          double re = spectrum[2 * k];
          double im = spectrum[2 * k + 1];
          sum += (re * re + im * im) / k;
          weights += 1.0 / k;
        }
      }
      loudest = Math.max(loudest, weights > 0 ? sum / weights : 0);
    }
    return loudest;
  }
}

package org.unroom.reverb.ir;

/**
 * The long-term average spectrum of speech: thirteen languages, women and men together,
 * third-octave levels in dB for 70 dB in all (D. Byrne et al., "An international comparison of
 * long-term average speech spectra", JASA 96 (4), 1994, table II). Between the centres it is read
 * on a logarithmic axis; beyond them it keeps its last value.
 */
final class SpeechSpectrum {
  private static final double[] CENTERS_HZ = {
    63, 80, 100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600, 2000, 2500, 3150,
    4000, 5000, 6300, 8000, 10000, 12500, 16000
  };
  private static final double[] LEVELS_DB = {
    38.6, 43.5, 54.4, 57.7, 56.8, 60.2, 60.3, 59.0, 62.1, 62.1, 60.5, 56.8, 53.7, 53.0, 52.0, 48.7,
    48.1, 46.8, 45.6, 44.5, 44.3, 43.7, 43.4, 41.3, 40.7
  };

  private SpeechSpectrum() {}

  /** Power per hertz in dB, above the same zero at all frequencies. */
  static double densityDb(double hz) {
    int above = 0;
    while (above < CENTERS_HZ.length && CENTERS_HZ[above] < hz) {
      above++;
    }
    if (above == 0 || above == CENTERS_HZ.length) {
      return density(Math.min(above, CENTERS_HZ.length - 1));
    }
    double low = Math.log(CENTERS_HZ[above - 1]);
    double share = (Math.log(hz) - low) / (Math.log(CENTERS_HZ[above]) - low);
    return density(above - 1) + share * (density(above) - density(above - 1));
  }

  private static double density(int i) {
    return LEVELS_DB[i] - 10 * Math.log10(CENTERS_HZ[i]);
  }
}

package org.unroom.reverb.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.unroom.core.dsp.RealFft;

/**
 * A spectrum in third-octaves, in dB about its mean between 200 Hz and 5 kHz: of a recorded voice
 * against average speech ({@link #ofSpeech}), or of an impulse response. A recording tells the
 * colour of the way from mouth to file (direction, microphone, room) only together with the voice's
 * own, so half of what a response lacks is given to it, and half is left to the voice:
 *
 * <pre>
 *   g(f) = 1/2 ( L(f) - S(f) - H(f) ),   L: recording, S: average speech, H: response, all in dB
 * </pre>
 *
 * That is the best guess where voices stray from average speech as far as ways stray from flat
 * ones: both do so by about 3 dB between 200 Hz and 5 kHz (five voices, eleven measured rooms). A
 * difference too great for that is no speech and says nothing.
 *
 * @param centersHz of third-octaves, rising
 * @param levelsDb as many
 */
public record Colour(List<Double> centersHz, List<Double> levelsDb) {
  private static final double LOWEST_HZ = 100;
  private static final double VOICE_LOWEST_HZ = 200;
  private static final double VOICE_HIGHEST_HZ = 5000;
  private static final double STEP = Math.cbrt(2);
  private static final double HALF_BAND = Math.pow(2, 1.0 / 6);
  private static final double SHARE_OF_WAY = 0.5;

  /** Twice what voice and way come to together at 3 dB each. */
  private static final double SPEECH_AT_MOST_DB = 8.5;

  private static final double RESOLUTION_SECONDS = 0.1;
  private static final double DB_PER_NEPER = 20 / Math.log(10);

  /** Keeps copies. */
  public Colour {
    centersHz = List.copyOf(centersHz);
    levelsDb = List.copyOf(levelsDb);
    if (centersHz.size() != levelsDb.size()) {
      throw new IllegalArgumentException(
          "%d centres and %d levels; both need the same number"
              .formatted(centersHz.size(), levelsDb.size()));
    }
  }

  /**
   * Of recorded speech against average speech.
   *
   * @param power mean power of each bin, from 0 Hz to half the rate
   * @param binHz hertz from bin to bin
   */
  public static Colour ofSpeech(double[] power, double binHz) {
    return of(power, binHz, SpeechSpectrum::densityDb);
  }

  /** Of impulse responses, their powers added. */
  static Colour ofResponses(float[][] responses, int sampleRateHz) {
    RealFft fft = RealFft.ofLength(RealFft.nextPowerOfTwo(Math.max(2, responses[0].length)));
    double[] power = new double[fft.bins()];
    for (float[] response : responses) {
      float[] x = Arrays.copyOf(response, fft.length());
      fft.forward(x);
      for (int k = 1; k < fft.length() / 2; k++) {
        power[k] += x[2 * k] * (double) x[2 * k] + x[2 * k + 1] * (double) x[2 * k + 1];
      }
    }
    return of(power, sampleRateHz / (double) fft.length(), hz -> 0);
  }

  private static Colour of(double[] power, double binHz, DoubleUnaryOperator againstDb) {
    List<Double> centers = new ArrayList<>();
    List<Double> levels = new ArrayList<>();
    for (double hz = LOWEST_HZ; hz * HALF_BAND < (power.length - 1) * binHz; hz *= STEP) {
      double density = density(power, hz / binHz);
      if (density > 0) {
        centers.add(hz);
        levels.add(10 * Math.log10(density) - againstDb.applyAsDouble(hz));
      }
    }
    return centred(centers, levels);
  }

  private static Colour centred(List<Double> centers, List<Double> levels) {
    double mean =
        IntStream.range(0, centers.size())
            .filter(i -> voiced(centers.get(i)))
            .mapToDouble(levels::get)
            .average()
            .orElse(0);
    return new Colour(centers, levels.stream().map(level -> level - mean).toList());
  }

  private static boolean voiced(double hz) {
    return hz >= VOICE_LOWEST_HZ && hz <= VOICE_HIGHEST_HZ;
  }

  /** What responses of this colour are to be filtered by; nothing where this is no speech's. */
  Optional<Colour> missingIn(Colour response) {
    if (centersHz.isEmpty() || response.centersHz.isEmpty()) {
      return Optional.empty();
    }
    List<Double> differences =
        IntStream.range(0, centersHz.size())
            .mapToObj(i -> levelsDb.get(i) - response.levelDb(centersHz.get(i)))
            .toList();
    Colour difference = centred(centersHz, differences);
    double square =
        IntStream.range(0, centersHz.size())
            .filter(i -> voiced(centersHz.get(i)))
            .mapToDouble(i -> Math.pow(difference.levelsDb.get(i), 2))
            .average()
            .orElse(Double.POSITIVE_INFINITY);
    return square > SPEECH_AT_MOST_DB * SPEECH_AT_MOST_DB
        ? Optional.empty()
        : Optional.of(
            new Colour(
                centersHz, difference.levelsDb.stream().map(d -> SHARE_OF_WAY * d).toList()));
  }

  /** Mean over the bins of a third-octave, or its middle bin. */
  private static double density(double[] power, double centerBin) {
    int from = (int) Math.ceil(centerBin / HALF_BAND);
    int to = Math.min(power.length - 1, (int) Math.floor(centerBin * HALF_BAND));
    double sum = 0;
    for (int f = from; f <= to; f++) {
      sum += power[f];
    }
    return to >= from ? sum / (to - from + 1) : power[(int) Math.rint(centerBin)];
  }

  /** Level in dB, read on a logarithmic axis; the outermost goes on beyond its centre. */
  double levelDb(double hz) {
    int above = 0;
    while (above < centersHz.size() && centersHz.get(above) < hz) {
      above++;
    }
    if (above == 0 || above == centersHz.size()) {
      return levelsDb.get(Math.min(above, centersHz.size() - 1));
    }
    double low = Math.log(centersHz.get(above - 1));
    double share = (Math.log(hz) - low) / (Math.log(centersHz.get(above)) - low);
    return levelsDb.get(above - 1) + share * (levelsDb.get(above) - levelsDb.get(above - 1));
  }

  /**
   * The minimum-phase filter of this colour, scaled so that its largest sample, one of its first,
   * is 1 (the real cepstrum folded onto positive times; A. V. Oppenheim, R. W. Schafer,
   * "Discrete-Time Signal Processing", 2nd ed., sec. 12.4).
   */
  float[] filter(int sampleRateHz) {
    RealFft fft =
        RealFft.ofLength(
            RealFft.nextPowerOfTwo((int) Math.ceil(RESOLUTION_SECONDS * sampleRateHz)));
    float[] x = logSpectrum(fft.length(), sampleRateHz);
    int n = x.length;
    fft.inverse(x);
    for (int k = 1; k < n / 2; k++) {
      x[k] *= 2;
      x[n - k] = 0;
    }
    fft.forward(x);
    x[0] = (float) Math.exp(x[0]);
    x[1] = (float) Math.exp(x[1]);
    for (int k = 1; k < n / 2; k++) {
      double gain = Math.exp(x[2 * k]);
      double phase = x[2 * k + 1];
      x[2 * k] = (float) (gain * Math.cos(phase));
      x[2 * k + 1] = (float) (gain * Math.sin(phase));
    }
    fft.inverse(x);
    float[] filter = Arrays.copyOf(x, n / 2);
    float largest = filter[peak(filter)];
    for (int k = 0; k < filter.length; k++) {
      filter[k] /= largest;
    }
    return filter;
  }

  /** Levels in nepers as a packed spectrum. */
  private float[] logSpectrum(int n, int sampleRateHz) {
    float[] x = new float[n];
    x[0] = (float) (levelDb(0) / DB_PER_NEPER);
    x[1] = (float) (levelDb(sampleRateHz / 2.0) / DB_PER_NEPER);
    for (int k = 1; k < n / 2; k++) {
      x[2 * k] = (float) (levelDb(k * (double) sampleRateHz / n) / DB_PER_NEPER);
    }
    return x;
  }

  /** Index of the largest sample. */
  static int peak(float[] filter) {
    int peak = 0;
    for (int k = 1; k < filter.length; k++) {
      peak = Math.abs(filter[k]) > Math.abs(filter[peak]) ? k : peak;
    }
    return peak;
  }
}

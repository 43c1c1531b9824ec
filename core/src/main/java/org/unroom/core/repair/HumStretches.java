package org.unroom.core.repair;

import java.io.IOException;
import java.util.function.DoubleConsumer;
import org.unroom.core.audio.AudioSource;

/**
 * The hum of a recording of any length, estimated in stretches of half a minute that see eight
 * seconds on both sides. One goes over into the next within a second, where both are known. Only
 * two stretches are kept, so that a second look at the recording estimates them again.
 */
final class HumStretches {
  private static final double HIGHEST_HZ = 2000;
  private static final double HIGHEST_OF_RATE = 0.45;
  private static final double SECONDS = 30;
  private static final double CONTEXT_SECONDS = 8;
  private static final double FADE_SECONDS = 1;

  private final AudioSource source;
  private final HumBand band;
  private final double fundamentalHz;
  private final int lines;
  private final int stretch;
  private final int context;
  private final long fade;
  private final long count;
  private final Hum[] kept = new Hum[2];
  private final long[] keptIndex = {-1, -1};

  HumStretches(AudioSource source, double fundamentalHz) {
    this.source = source;
    this.band = new HumBand(source);
    this.fundamentalHz = fundamentalHz;
    double highest = Math.min(HIGHEST_HZ, HIGHEST_OF_RATE * source.sampleRateHz());
    this.lines = Math.max(1, (int) (highest / fundamentalHz));
    this.stretch = (int) (SECONDS * band.rateHz());
    this.context = (int) (CONTEXT_SECONDS * band.rateHz());
    this.fade = (long) (FADE_SECONDS * source.sampleRateHz());
    this.count = Math.max(1, Math.round(low(source.length()) / (double) stretch));
  }

  private long low(long n) {
    return n / band.step();
  }

  /** Number of lines H. */
  int lines() {
    return lines;
  }

  /** Steadiness over the whole; told of the share that is done. */
  HumSteadiness steadiness(DoubleConsumer progress) throws IOException {
    HumSteadiness steadiness = new HumSteadiness(source.channelCount(), lines);
    for (long i = 0; i < count; i++) {
      Hum hum = hum(i);
      double perFrame = hum.hop() / band.step();
      int from = (int) Math.ceil((begin(i) - contextBegin(i)) / perFrame);
      int to = (int) Math.min(hum.frames(), Math.ceil((end(i) - contextBegin(i)) / perFrame));
      steadiness.add(hum, from, to);
      progress.accept((i + 1.0) / count);
    }
    return steadiness;
  }

  private long begin(long i) {
    return i * stretch;
  }

  private long end(long i) {
    return i + 1 == count ? low(source.length()) : (i + 1) * stretch;
  }

  private long contextBegin(long i) {
    return Math.max(0, begin(i) - context);
  }

  private Hum hum(long i) throws IOException {
    int slot = (int) (i % 2);
    if (keptIndex[slot] != i) {
      long to = Math.min(low(source.length()), end(i) + context);
      double[][] x = band.read(contextBegin(i), to);
      kept[slot] = new HumLines(x, band.rateHz() / fundamentalHz, lines).hum().at(band.step());
      keptIndex[slot] = i;
    }
    return kept[slot];
  }

  /** Samples of the hum from {@code first} on, {@code [channel][n]}. */
  void render(long first, double[][] hum) throws IOException {
    int length = hum[0].length;
    for (long i = indexOf(first); i < count && begin(i) * band.step() < first + length; i++) {
      long begin = begin(i) * band.step();
      long end = i + 1 == count ? source.length() : end(i) * band.step();
      int from = (int) Math.max(0, begin - first);
      int to = (int) Math.min(length, end - first);
      double[][] part = part(i, first + from, to - from);
      if (i > 0 && first + from < begin + fade) {
        double[][] before = part(i - 1, first + from, to - from);
        for (int c = 0; c < part.length; c++) {
          for (int n = 0; n < part[c].length; n++) {
            double share = Math.min(1, (first + from + n - begin) / (double) fade);
            part[c][n] = share * part[c][n] + (1 - share) * before[c][n];
          }
        }
      }
      for (int c = 0; c < hum.length; c++) {
        System.arraycopy(part[c], 0, hum[c], from, to - from);
      }
    }
  }

  private long indexOf(long n) {
    return Math.min(count - 1, n / band.step() / stretch);
  }

  private double[][] part(long i, long first, int length) throws IOException {
    double[][] part = new double[source.channelCount()][length];
    hum(i).render(first - contextBegin(i) * band.step(), part);
    return part;
  }
}

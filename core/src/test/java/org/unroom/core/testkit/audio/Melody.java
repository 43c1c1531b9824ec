package org.unroom.core.testkit.audio;

import java.util.List;

/**
 * Notes one after the other as controls at the sample rate: fundamental frequency with glides and
 * vibrato, and level with attack and release,
 *
 * <pre>
 *   f0[n] = f(n) 2^(depth v(n) sin(2 pi rate t) / 1200),   ln f smoothed over the glide's time
 * </pre>
 *
 * where v grows from 0 to 1 between 0.15 s and 0.4 s into a note, as players do.
 *
 * @param notes notes in order of time, not overlapping; at least one
 */
record Melody(List<Note> notes) {
  private static final double VIBRATO_STARTS = 0.15;
  private static final double VIBRATO_FULL = 0.40;
  private static final double REST_AFTER = 0.3;

  /** Notes of equal length without rests. */
  static Melody even(double secondsEach, double... hz) {
    Note[] notes = new Note[hz.length];
    for (int i = 0; i < hz.length; i++) {
      notes[i] = new Note(i * secondsEach, secondsEach, hz[i], 1);
    }
    return new Melody(List.of(notes));
  }

  /** Samples to the end of the last note and 0.3 s more. */
  int length(int sampleRateHz) {
    Note last = notes.get(notes.size() - 1);
    return (int) ((last.end() + REST_AFTER) * sampleRateHz);
  }

  /** The note that sounds at a time, or that sounded last. */
  Note at(double seconds) {
    Note current = notes.get(0);
    for (Note note : notes) {
      current = note.start() <= seconds ? note : current;
    }
    return current;
  }

  /** Fundamental frequency in hertz for every sample. */
  double[] f0Hz(int sampleRateHz, double glideSeconds, double vibratoHz, double depthCents) {
    double[] f0 = new double[length(sampleRateHz)];
    double keep = Math.exp(-1 / (glideSeconds * sampleRateHz));
    double logHz = Math.log(notes.get(0).hz());
    for (int n = 0; n < f0.length; n++) {
      double t = n / (double) sampleRateHz;
      Note note = at(t);
      logHz = keep * logHz + (1 - keep) * Math.log(note.hz());
      double grown = (t - note.start() - VIBRATO_STARTS) / (VIBRATO_FULL - VIBRATO_STARTS);
      double cents =
          depthCents
              * Math.min(1, Math.max(0, grown))
              * Math.sin(2 * Math.PI * vibratoHz * (t - note.start()));
      f0[n] = Math.exp(logHz) * Math.pow(2, cents / 1200);
    }
    return f0;
  }

  /** Level for every sample: raised-cosine attack and release within each note. */
  double[] level(int sampleRateHz, double attackSeconds, double releaseSeconds) {
    double[] level = new double[length(sampleRateHz)];
    for (Note note : notes) {
      int end = Math.min(level.length, (int) (note.end() * sampleRateHz));
      for (int n = (int) (note.start() * sampleRateHz); n < end; n++) {
        double t = n / (double) sampleRateHz;
        double in = rise((t - note.start()) / attackSeconds);
        double out = rise((note.end() - t) / releaseSeconds);
        level[n] = note.level() * in * out;
      }
    }
    return level;
  }

  private static double rise(double u) {
    double s = Math.sin(Math.PI / 2 * Math.min(1, Math.max(0, u)));
    return s * s;
  }

  /**
   * A note.
   *
   * @param start seconds from the beginning
   * @param seconds length
   * @param hz fundamental frequency
   * @param level amplitude, 0..1
   */
  record Note(double start, double seconds, double hz, double level) {
    double end() {
      return start + seconds;
    }
  }
}

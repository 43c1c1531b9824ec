package org.unroom.batch.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.unroom.batch.run.ReadWindow;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.Decibels;
import org.unroom.core.loudness.Loudness;
import org.unroom.core.loudness.TruePeak;
import org.unroom.core.media.ListeningCopy;

/**
 * The same stretch of one of several sounds, to be heard one against the other at one loudness.
 *
 * @param mp3 the stretch in Base64, at the loudness of all
 * @param gainDb by how much it was raised for that; its negative brings its own level back
 * @param loudnessLufs its own loudness, −∞ where there is none
 */
record Excerpt(String mp3, double gainDb, double loudnessLufs) {
  /** Longest stretch, in seconds. */
  static final double LONGEST_SECONDS = 30;

  /** True peaks stay below that, so that no decoder clips. */
  private static final double HIGHEST_DBTP = -1;

  /** Loud enough for every loudspeaker; speech is delivered at -23 to -16 LUFS. */
  private static final double LOUDEST_LUFS = -16;

  /** What is farther below the others than that stays below them: it is dither, not sound. */
  private static final double MOST_GAIN_DB = 40;

  private record Level(double lufs, double peakDbtp) {
    static Level of(Audio audio) {
      double[] weights = new double[audio.channelCount()];
      java.util.Arrays.fill(weights, 1);
      Loudness loudness = new Loudness(audio.sampleRateHz(), weights);
      TruePeak peak = new TruePeak(audio.sampleRateHz(), audio.channelCount());
      float[][] samples = new float[audio.channelCount()][];
      java.util.Arrays.setAll(samples, audio::channel);
      loudness.write(samples, 0, audio.length());
      peak.write(samples, 0, audio.length());
      return new Level(loudness.integratedLufs(), peak.peakDbtp());
    }

    boolean heard() {
      return Double.isFinite(lufs);
    }
  }

  /**
   * Takes the same stretch of each sound: with L the loudness and P the true peak of each, all come
   * to the loudness {@code min(-16 LUFS, min over sounds of (L - P) - 1 dB)}.
   *
   * @param window the part of the first sound, the recording, that the others are made of
   * @param fromSeconds where the stretch begins in each
   */
  static List<Excerpt> of(List<MeasuredSound> sounds, ReadWindow window, double fromSeconds)
      throws IOException {
    List<Audio> stretches = new ArrayList<>();
    List<Level> levels = new ArrayList<>();
    for (MeasuredSound sound : sounds) {
      int rate = sound.format().sampleRateHz();
      Audio stretch =
          sound.excerpt(
              stretches.isEmpty() ? window : ReadWindow.WHOLE,
              Math.round(fromSeconds * rate),
              Math.round(LONGEST_SECONDS * rate));
      stretches.add(ListeningCopy.atItsRate(stretch));
      levels.add(Level.of(stretches.get(stretches.size() - 1)));
    }
    double lufs = LOUDEST_LUFS;
    for (Level level : levels) {
      if (level.heard()) {
        lufs = Math.min(lufs, level.lufs() - level.peakDbtp() + HIGHEST_DBTP);
      }
    }
    List<Excerpt> excerpts = new ArrayList<>();
    for (int i = 0; i < stretches.size(); i++) {
      Level level = levels.get(i);
      double gain = level.heard() ? Math.min(MOST_GAIN_DB, lufs - level.lufs()) : 0;
      excerpts.add(
          new Excerpt(encoded(stretches.get(i), Decibels.toAmplitude(gain)), gain, level.lufs()));
    }
    return excerpts;
  }

  private static String encoded(Audio stretch, double gain) {
    for (int c = 0; c < stretch.channelCount(); c++) {
      float[] x = stretch.channel(c);
      for (int n = 0; n < x.length; n++) {
        x[n] *= (float) gain;
      }
    }
    return Base64.getEncoder().encodeToString(ListeningCopy.mp3(stretch));
  }
}

package org.unroom.batch.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.Decibels;
import org.unroom.core.loudness.Loudness;
import org.unroom.core.loudness.TruePeak;
import org.unroom.core.media.InputPolicy;
import org.unroom.core.media.ListeningCopy;
import org.unroom.core.media.MediaReader;

/**
 * The same stretch of one of several sounds, to be heard one against the other at one loudness. The
 * copies are made at that loudness, so that the codec spends its bits alike; what it takes off the
 * loudness, which depends on the sound, is measured and given back in playing.
 *
 * @param mp3 the stretch in Base64
 * @param matchedDb gain at which it is as loud as the others
 * @param ownDb gain at which it is as loud as the file
 * @param loudnessLufs its own loudness, −∞ where there is none
 */
record Excerpt(String mp3, double matchedDb, double ownDb, double loudnessLufs) {
  /** Longest stretch, in seconds. */
  static final double LONGEST_SECONDS = 30;

  /** True peaks stay below that, so that no decoder clips. */
  private static final double HIGHEST_DBTP = -1;

  /** Loud enough for every loudspeaker; speech is delivered at -23 to -16 LUFS. */
  private static final double LOUDEST_LUFS = -16;

  /** A stretch and what was measured of it, at its own level and raised to full scale. */
  private record Stretch(Audio sound, double ownLufs, double raisedDb, double raisedLufs) {
    static Stretch of(Audio sound) {
      double own = lufs(sound);
      TruePeak peak = new TruePeak(sound.sampleRateHz(), sound.channelCount());
      peak.write(channels(sound), 0, sound.length());
      double raise = Double.isFinite(own) ? -peak.peakDbtp() : 0;
      // raised first, or the gate at -70 LUFS would count other blocks of a soft sound
      scale(sound, raise);
      return new Stretch(sound, own, raise, lufs(sound));
    }

    boolean heard() {
      return Double.isFinite(ownLufs);
    }
  }

  /**
   * Takes the same stretch of each sound: with L the loudness and P the true peak of each, all come
   * to the loudness {@code min(-16 LUFS, min over sounds of (L - P) - 1 dB)}. What has no loudness
   * (all of it below -70 LUFS) stays as it is.
   *
   * @param fromSeconds where the stretch begins in each
   */
  static List<Excerpt> of(List<MeasuredSound> sounds, double fromSeconds) throws IOException {
    List<Stretch> stretches = SideBySide.each(sounds, sound -> stretch(sound, fromSeconds));
    double lufs = LOUDEST_LUFS;
    for (Stretch stretch : stretches) {
      if (stretch.heard()) {
        lufs = Math.min(lufs, stretch.raisedLufs() + HIGHEST_DBTP);
      }
    }
    double common = lufs;
    return SideBySide.each(stretches, stretch -> encoded(stretch, common));
  }

  private static Stretch stretch(MeasuredSound sound, double fromSeconds) throws IOException {
    int rate = sound.format().sampleRateHz();
    Audio heard = sound.excerpt(Math.round(fromSeconds * rate), Math.round(LONGEST_SECONDS * rate));
    return Stretch.of(ListeningCopy.atItsRate(heard));
  }

  private static Excerpt encoded(Stretch stretch, double lufs) throws IOException {
    double toAll = stretch.heard() ? lufs - stretch.raisedLufs() : 0;
    scale(stretch.sound(), toAll);
    byte[] mp3 = ListeningCopy.mp3(stretch.sound());
    double lost = stretch.heard() ? lufs - lufs(decoded(mp3)) : 0;
    double matched = Double.isFinite(lost) ? lost : 0;
    return new Excerpt(
        Base64.getEncoder().encodeToString(mp3),
        matched,
        matched - toAll - stretch.raisedDb(),
        stretch.ownLufs());
  }

  private static Audio decoded(byte[] mp3) throws IOException {
    Path file = Files.createTempFile("unroom-", ".mp3");
    try {
      Files.write(file, mp3);
      try (MediaReader reader = MediaReader.open(file, InputPolicy.ANYTHING)) {
        return reader.readAll();
      }
    } finally {
      Files.delete(file);
    }
  }

  private static double lufs(Audio sound) {
    double[] weights = new double[sound.channelCount()];
    Arrays.fill(weights, 1);
    Loudness loudness = new Loudness(sound.sampleRateHz(), weights);
    loudness.write(channels(sound), 0, sound.length());
    return loudness.integratedLufs();
  }

  private static float[][] channels(Audio sound) {
    float[][] channels = new float[sound.channelCount()][];
    Arrays.setAll(channels, sound::channel);
    return channels;
  }

  private static void scale(Audio sound, double db) {
    float gain = (float) Decibels.toAmplitude(db);
    for (float[] channel : channels(sound)) {
      for (int n = 0; n < channel.length; n++) {
        channel[n] *= gain;
      }
    }
  }
}

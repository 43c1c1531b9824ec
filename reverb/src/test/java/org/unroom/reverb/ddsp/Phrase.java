package org.unroom.reverb.ddsp;

import java.util.Arrays;
import org.unroom.core.dsp.FftConvolution;
import org.unroom.core.testkit.SyntheticRoom;

/**
 * A melody with partials 1/h, soft attacks and releases, a rest in every fourth note, of which
 * everything is known.
 */
public final class Phrase {
  private static final double[] NOTES_HZ = {220, 277.2, 246.9, 329.6, 293.7, 370, 415.3, 330, 262};
  private static final double NOTE_SECONDS = 0.35;
  private static final double HIGHEST_SHARE = 0.45;

  private Phrase() {}

  /** The dry melody. */
  public static float[] dry(int sampleRateHz, double seconds) {
    float[] x = new float[(int) (seconds * sampleRateHz)];
    double cycles = 0;
    for (int n = 0; n < x.length; n++) {
      double hz = f0Hz(n / (double) sampleRateHz);
      double level = level(n / (double) sampleRateHz);
      cycles += hz / sampleRateHz;
      for (int h = 1; h * hz < HIGHEST_SHARE * sampleRateHz; h++) {
        x[n] += (float) (0.2 * level / h * Math.sin(2 * Math.PI * h * cycles));
      }
    }
    return x;
  }

  /** Fundamental at a time. */
  public static double f0Hz(double seconds) {
    return NOTES_HZ[(int) (seconds / NOTE_SECONDS) % NOTES_HZ.length];
  }

  /** Loudness at a time, 0..1. */
  public static double level(double seconds) {
    double at = seconds / NOTE_SECONDS;
    int note = (int) at;
    double inside = at - note;
    boolean rest = note % 4 == 3 && inside > 0.5;
    return rest ? 0 : Math.min(1, Math.min(inside, 1 - inside) * 12);
  }

  /** The melody in a room, the direct sound where the dry one is. */
  public static float[] in(SyntheticRoom room, double seconds, double irSeconds) {
    float[] dry = dry(room.sampleRateHz(), seconds);
    float[] h = room.impulseResponse(irSeconds);
    h = Arrays.copyOfRange(h, room.directSample(), h.length);
    return Arrays.copyOf(FftConvolution.full(dry, h), dry.length);
  }
}

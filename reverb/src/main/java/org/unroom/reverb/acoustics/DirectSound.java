package org.unroom.reverb.acoustics;

/**
 * Where the direct sound lies in an impulse response: the strongest sample within 2.5 ms of the
 * first that comes within 20 dB of the maximum (ISO 3382-1, 5.3.2, for the threshold). Its window
 * reaches from 1 ms before it to 2.5 ms after it, the one of the ACE challenge (J. Eaton et al.,
 * "Estimation of room acoustic parameters", IEEE/ACM TASLP 24 (10), 2016, has 8 ms; 2.5 ms keeps
 * floor reflections out).
 *
 * @param sample index n of the direct sound
 * @param from first sample of its window
 * @param to first sample behind its window
 */
public record DirectSound(int sample, int from, int to) {
  /** Seconds after the direct sound that still count as direct. */
  public static final double WINDOW_SECONDS = 0.0025;

  private static final double LEAD_SECONDS = 0.001;
  private static final double THRESHOLD = 0.1;

  /** Finds it; in a silent response sample 0 is taken. */
  public static DirectSound in(float[] h, int sampleRateHz) {
    float peak = 0;
    for (float v : h) {
      peak = Math.max(peak, Math.abs(v));
    }
    int onset = 0;
    while (onset < h.length && !(Math.abs(h[onset]) >= THRESHOLD * peak)) {
      onset++;
    }
    int window = (int) (WINDOW_SECONDS * sampleRateHz);
    int strongest = Math.min(onset, Math.max(0, h.length - 1));
    for (int n = onset; n < Math.min(h.length, onset + Math.max(1, window)); n++) {
      strongest = Math.abs(h[n]) > Math.abs(h[strongest]) ? n : strongest;
    }
    int lead = (int) (LEAD_SECONDS * sampleRateHz);
    return new DirectSound(
        strongest, Math.max(0, strongest - lead), Math.min(h.length, strongest + window));
  }
}

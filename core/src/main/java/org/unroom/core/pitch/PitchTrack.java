package org.unroom.core.pitch;

/**
 * A fundamental along time, one value a frame. Every frame has one, also where nothing has a pitch:
 * there it is what joins the neighbours best, and its confidence is low.
 */
public final class PitchTrack {
  /** From this confidence on more of a frame's power is on the harmonics than beside them. */
  public static final double VOICED = 0.5;

  private final double firstSeconds;
  private final double hopSeconds;
  private final float[] f0Hz;
  private final float[] confidence;

  /**
   * Takes the arrays over.
   *
   * @param firstSeconds time of the middle of frame 0; may lie before the recording
   * @param hopSeconds from frame to frame, above 0
   * @param f0Hz fundamental {@code [t]} in hertz, above 0
   * @param confidence {@code [t]}, 0..1
   */
  public PitchTrack(double firstSeconds, double hopSeconds, float[] f0Hz, float[] confidence) {
    if (!(hopSeconds > 0)) {
      throw new IllegalArgumentException("hopSeconds=%s must be above 0".formatted(hopSeconds));
    }
    if (f0Hz.length != confidence.length) {
      throw new IllegalArgumentException(
          "%d values of f0 and %d of confidence; both need as many as there are frames"
              .formatted(f0Hz.length, confidence.length));
    }
    for (int t = 0; t < f0Hz.length; t++) {
      if (!(f0Hz[t] > 0 && confidence[t] >= 0 && confidence[t] <= 1)) {
        throw new IllegalArgumentException(
            "frame %d: f0 %s Hz must be above 0, confidence %s between 0 and 1"
                .formatted(t, f0Hz[t], confidence[t]));
      }
    }
    this.firstSeconds = firstSeconds;
    this.hopSeconds = hopSeconds;
    this.f0Hz = f0Hz;
    this.confidence = confidence;
  }

  /** Number of frames T. */
  public int frames() {
    return f0Hz.length;
  }

  /** Time of the middle of frame t. */
  public double seconds(int t) {
    return firstSeconds + t * hopSeconds;
  }

  /** Seconds from frame to frame. */
  public double hopSeconds() {
    return hopSeconds;
  }

  /** Fundamental {@code [t]} in hertz, above 0; not a copy. */
  public float[] f0Hz() {
    return f0Hz;
  }

  /**
   * {@code [t]}, 0..1, not a copy: the share of the frame's power that lies on the harmonics of f0,
   * less what noise would put there; near 1 for one clear tone, near 0 for noise and silence.
   */
  public float[] confidence() {
    return confidence;
  }

  /** Whether frame t has a pitch. */
  public boolean isVoiced(int t) {
    return confidence[t] >= VOICED;
  }

  /**
   * The same pitch on other frames: each takes that of the nearest of these.
   *
   * @param firstSeconds time of the middle of frame 0
   * @param hopSeconds from frame to frame, above 0
   * @param frames how many
   */
  public PitchTrack at(double firstSeconds, double hopSeconds, int frames) {
    float[] f0 = new float[frames];
    float[] sure = new float[frames];
    for (int t = 0; t < frames; t++) {
      double at = (firstSeconds + t * hopSeconds - this.firstSeconds) / this.hopSeconds;
      int nearest = (int) Math.max(0, Math.min(frames() - 1, Math.round(at)));
      f0[t] = f0Hz[nearest];
      sure[t] = confidence[nearest];
    }
    return new PitchTrack(firstSeconds, hopSeconds, f0, sure);
  }
}

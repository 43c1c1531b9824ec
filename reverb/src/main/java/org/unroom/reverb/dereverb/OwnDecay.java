package org.unroom.reverb.dereverb;

import org.unroom.core.pitch.PitchTrack;

/**
 * Plucked and struck tones decay by themselves, which a fit takes for the room. What tells them
 * from held ones: while the pitch stands, the room cannot leave more than the tone has,
 *
 * <pre>
 *   share = ( sum over steady t, f of max(0, late - q early) ) / ( sum over all t, f of late )
 * </pre>
 *
 * with q the room's late over its early energy: more than that is a tone that has become softer
 * since. Steady are frames with a pitch that stays within 50 cents for 0.1 s to both sides.
 * Measured in rooms: saxophone, strings, winds, brass and voices up to 0.35 where there is anything
 * to take out; harp and steel-string guitar 0.2 to 0.7, in most 0.4 and more
 * (docs/measurements.md).
 */
final class OwnDecay {
  private static final double NEIGHBOURHOOD_SECONDS = 0.1;
  private static final double STEADY_RATIO = Math.pow(2, 50 / 1200.0);

  private final PitchTrack pitch;

  OwnDecay(PitchTrack pitch) {
    this.pitch = pitch;
  }

  /** The share of what {@code model} expects to be late. */
  double shareOf(HarmonicModel model) {
    double late = Double.MIN_NORMAL;
    double own = 0;
    for (int t = 0; t < model.frames(); t++) {
      boolean steady = isSteady(t);
      for (int f = 0; f < model.bins(); f++) {
        float lateHere = model.late(f)[t];
        late += lateHere;
        float most = model.lateOverEarly(f) * model.early(f)[t];
        own += steady ? Math.max(0, lateHere - most) : 0;
      }
    }
    return own / late;
  }

  private boolean isSteady(int t) {
    int around = (int) Math.max(1, Math.round(NEIGHBOURHOOD_SECONDS / pitch.hopSeconds()));
    if (t < around || t >= pitch.frames() - around || !pitch.isVoiced(t)) {
      return false;
    }
    float low = pitch.f0Hz()[t];
    float high = low;
    for (int k = t - around; k <= t + around; k++) {
      low = Math.min(low, pitch.f0Hz()[k]);
      high = Math.max(high, pitch.f0Hz()[k]);
    }
    return high < STEADY_RATIO * low;
  }
}

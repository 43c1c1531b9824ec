package org.unroom.core.samples;

import org.unroom.core.parallel.Workers;
import org.unroom.core.pitch.PitchRange;
import org.unroom.core.pitch.PitchTrack;
import org.unroom.core.pitch.PitchTracker;

/** The pitch of a sound, frame by frame, with what it can be relied on. */
public final class Sample04Pitch {
  private static final int HOP = 256;

  private Sample04Pitch() {}

  /** The pitch of {@link Sample02Instrument}'s note. */
  static PitchTrack track() {
    float[] note = Sample02Instrument.note().forward().value();
    try (Workers workers = Workers.allCores()) {
      return new PitchTracker(Sample02Instrument.RATE, PitchRange.MUSIC, workers).track(note, HOP);
    }
  }

  /** Prints the frames that have a pitch. */
  public static void main(String[] args) {
    PitchTrack track = track();
    for (int t = 0; t < track.frames(); t++) {
      if (track.isVoiced(t)) {
        System.out.printf(
            "%.3f s  %.1f Hz  %.2f%n", track.seconds(t), track.f0Hz()[t], track.confidence()[t]);
      }
    }
  }
}

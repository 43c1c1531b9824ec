package org.unroom.reverb.dereverb;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the room is taken out. */
public enum DereverbMethod {
  /** Prediction, then room and dry sound estimated in turn: the usual way. */
  FIT,
  /** Prediction and a gain for what is left: quicker, and milder. */
  PREDICT,
  /** Weighted prediction error as published (Nakatani et al. 2010), for comparison. */
  WPE,
  /** The sound is played again by a synthesizer that was fitted together with a room. */
  DDSP;

  /** The word for it in options. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The method called {@code label}. */
  public static Optional<DereverbMethod> called(String label) {
    return Arrays.stream(values()).filter(m -> m.label().equals(label)).findFirst();
  }
}

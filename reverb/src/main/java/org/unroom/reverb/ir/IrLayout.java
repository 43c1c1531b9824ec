package org.unroom.reverb.ir;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which paths from source to listener the channels of an impulse response hold. */
public enum IrLayout {
  /** One path. */
  MONO(1),
  /** One source, two ears: left, right. */
  STEREO(2),
  /** Two sources, two ears in one file: LL, LR, RL, RR, the source's side first. */
  TRUE_STEREO(4),
  /** The same as two stereo files: LL, LR of the left source and RL, RR of the right one. */
  TRUE_STEREO_PAIR(4);

  private final int channels;

  IrLayout(int channels) {
    this.channels = channels;
  }

  /** Number of paths. */
  public int channels() {
    return channels;
  }

  /** The word for it in options. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The layout called {@code label}. */
  public static Optional<IrLayout> called(String label) {
    return Arrays.stream(values()).filter(layout -> layout.label().equals(label)).findFirst();
  }

  /** Whether path {@code c} leads from one side to the other: it has no direct sound of its own. */
  boolean crosses(int c) {
    return channels == 4 && (c == 1 || c == 2);
  }

  /** The ear that path {@code c} leads to: 0 left, 1 right. */
  int ear(int c) {
    return channels == 4 ? c % 2 : c;
  }
}

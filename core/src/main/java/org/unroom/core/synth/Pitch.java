package org.unroom.core.synth;

/**
 * Pitch in semitones on the MIDI scale, {@code m = 69 + 12 log2(f / 440 Hz)}: 60 is middle C, 69
 * the a above it.
 */
public final class Pitch {
  private static final double A4_MIDI = 69;
  private static final double A4_HZ = 440;
  private static final double PER_OCTAVE = 12;
  private static final double CENTS = 1200;

  private Pitch() {}

  /** Semitones of a frequency; −∞ for 0 Hz. */
  public static double hzToMidi(double hz) {
    return A4_MIDI + PER_OCTAVE * Math.log(hz / A4_HZ) / Math.log(2);
  }

  /** Frequency in hertz of a number of semitones. */
  public static double midiToHz(double midi) {
    return A4_HZ * Math.pow(2, (midi - A4_MIDI) / PER_OCTAVE);
  }

  /** How many cents {@code hz} lies above {@code referenceHz}. */
  public static double cents(double hz, double referenceHz) {
    return CENTS * Math.log(hz / referenceHz) / Math.log(2);
  }
}

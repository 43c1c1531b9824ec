package org.unroom.core.samples;

import java.nio.file.Path;
import org.unroom.core.audio.Audio;
import org.unroom.core.synth.HarmonicBank;
import org.unroom.core.synth.Upsampling;
import org.unroom.core.testkit.WavFile;

/** A first sine: one partial of a bank of oscillators, controls at 250 Hz, a second of sound. */
public final class Sample01Sine {
  private static final int RATE = 16_000;
  private static final int HOP = 64;

  private Sample01Sine() {}

  /** A glide from 220 to 440 Hz that fades in and out. */
  static float[] sound() {
    int frames = Upsampling.frames(RATE, HOP);
    float[] f0Hz = new float[frames];
    float[] amplitude = new float[frames];
    for (int t = 0; t < frames; t++) {
      double share = t / (frames - 1.0);
      f0Hz[t] = (float) (220 * Math.pow(2, share));
      amplitude[t] = (float) (0.5 * Math.sin(Math.PI * share));
    }
    HarmonicBank bank = new HarmonicBank(RATE, RATE, HOP, frames, 1, Upsampling.LINEAR);
    bank.setPitch(f0Hz);
    float[] sine = new float[RATE];
    bank.forward(f0Hz, amplitude, sine);
    return sine;
  }

  /** Writes {@code sine.wav}, or the file that is named. */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args.length > 0 ? args[0] : "sine.wav");
    WavFile.write(file, Audio.mono(sound(), RATE));
    System.out.println("a glide of an octave: " + file);
  }
}

package org.unroom.core.samples;

import java.nio.file.Path;
import java.util.Arrays;
import org.unroom.core.audio.Audio;
import org.unroom.core.diff.Signal;
import org.unroom.core.synth.Add;
import org.unroom.core.synth.ControlScale;
import org.unroom.core.synth.FilterSettings;
import org.unroom.core.synth.FilteredNoise;
import org.unroom.core.synth.Harmonic;
import org.unroom.core.synth.HarmonicSettings;
import org.unroom.core.synth.ProcessorGroup;
import org.unroom.core.synth.Upsampling;
import org.unroom.core.testkit.WavFile;

/**
 * An instrument: harmonics and filtered noise in a graph of processors, of which every signal can
 * be read by its name.
 */
public final class Sample02Instrument {
  static final int RATE = 16_000;
  private static final int HOP = 64;
  private static final int HARMONICS = 20;
  private static final int BANDS = 65;

  private Sample02Instrument() {}

  /** A second of a note of 330 Hz with breath in it. */
  static ProcessorGroup note() {
    int frames = Upsampling.frames(RATE, HOP);
    float[] f0Hz = new float[frames];
    Arrays.fill(f0Hz, 330);
    float[] loudness = new float[frames];
    float[] distribution = new float[frames * HARMONICS];
    float[] noise = new float[frames * BANDS];
    for (int t = 0; t < frames; t++) {
      loudness[t] = (float) (0.4 * Math.sin(Math.PI * t / (frames - 1)));
      for (int h = 0; h < HARMONICS; h++) {
        distribution[t * HARMONICS + h] = 1f / ((h + 1) * (h + 1));
      }
      Arrays.fill(noise, t * BANDS, (t + 1) * BANDS, 0.01f * loudness[t]);
    }
    HarmonicSettings settings =
        new HarmonicSettings(RATE, RATE, HOP, Upsampling.HANN, ControlScale.NONE);
    Harmonic tone =
        new Harmonic(
            settings,
            Signal.given(loudness, 1),
            Signal.given(distribution, HARMONICS),
            Signal.given(f0Hz, 1));
    FilteredNoise breath =
        new FilteredNoise(
            new FilterSettings(HOP, 257, ControlScale.NONE, 0),
            RATE,
            1,
            Signal.given(noise, BANDS));
    return ProcessorGroup.builder()
        .add("tone", tone)
        .add("breath", breath)
        .add("note", new Add(tone.signal(), breath.signal()))
        .build();
  }

  /** Writes {@code note.wav}, or the file that is named, and lists the signals of the graph. */
  public static void main(String[] args) throws Exception {
    ProcessorGroup note = note();
    float[] sound = note.forward().value();
    Path file = Path.of(args.length > 0 ? args[0] : "note.wav");
    WavFile.write(file, Audio.mono(sound, RATE));
    System.out.println(file + " of " + note.signals().keySet());
  }
}

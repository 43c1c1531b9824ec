package org.unroom.core.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.core.pitch.PitchTrack;
import org.unroom.core.synth.ProcessorGroup;
import org.unroom.core.testkit.WavFile;

/** The samples do what they say. */
class SamplesTest {
  @TempDir private Path folder;

  @Test
  void sample01IsAGlideOfAnOctave() throws Exception {
    Path file = folder.resolve("sine.wav");
    Sample01Sine.main(new String[] {file.toString()});
    float[] x = WavFile.read(file).channel(0);
    assertThat(crossings(x, 0, 4000)).isCloseTo(62, within(4)); // a quarter from 220 to 262 Hz
    assertThat(crossings(x, 12_000, 16_000)).isCloseTo(101, within(4)); // 370 to 440 Hz
  }

  /** Upward zero crossings: periods. */
  private static int crossings(float[] x, int from, int to) {
    int count = 0;
    for (int n = from + 1; n < to; n++) {
      count += x[n - 1] <= 0 && x[n] > 0 ? 1 : 0;
    }
    return count;
  }

  @Test
  void sample02HasEverySignalByName() throws Exception {
    Path file = folder.resolve("note.wav");
    Sample02Instrument.main(new String[] {file.toString()});
    ProcessorGroup note = Sample02Instrument.note();
    float[] sound = note.forward().value();
    assertThat(WavFile.read(file).channel(0)).hasSameSizeAs(sound);
    assertThat(note.signals()).containsKeys("tone", "tone/f0_hz", "breath", "note");
    float tone = note.signal("tone").value()[5000];
    assertThat(sound[5000]).isEqualTo(tone + note.signal("breath").value()[5000]);
  }

  @Test
  void sample03Learns() {
    double[] losses = Sample03LearnASound.losses();
    assertThat(losses[1]).isLessThan(0.6 * losses[0]);
  }

  @Test
  void sample04HearsTheNote() {
    PitchTrack track = Sample04Pitch.track();
    int middle = track.frames() / 2;
    assertThat(track.isVoiced(middle)).isTrue();
    assertThat(track.f0Hz()[middle]).isCloseTo(330, within(1f));
  }
}

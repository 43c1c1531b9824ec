package org.unroom.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.core.audio.Audio;

class ProbeTest {
  @TempDir Path folder;

  @Test
  void countsWhatReachesFullScale() throws IOException {
    float[] x = new float[30_000];
    x[10] = -1f;
    x[20] = 32767 / 32768f;
    x[30] = 32766 / 32768f;
    Path file =
        TestRecordings.write(
            folder.resolve("c.wav"), Audio.mono(x, 16_000), Container.WAV, SampleFormat.S16);
    Probe probe = Probe.of(file);
    assertThat(probe.clipped()).isEqualTo(2);
    assertThat(probe.report().samples()).isEqualTo(30_000);
    assertThat(probe.truePeakDbtp()).isCloseTo(0, within(0.3));
  }

  @Test
  void countsWhatIsNoNumber() throws IOException {
    Path file = TestRecordings.floatWav(folder.resolve("n.wav"), Float.NaN, 1.5f, 0.5f);
    Probe probe = Probe.of(file);
    assertThat(probe.report().nonFinite()).isEqualTo(1);
    assertThat(probe.clipped()).isEqualTo(1);
    assertThat(probe.loudnessLufs()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void looksAtFilesThatAreNotWorkedOn() throws IOException {
    Audio audio = TestRecordings.noise(9, 4000, 1000, SampleFormat.S16, 1);
    Path file = TestRecordings.write(folder.resolve("w"), audio, Container.WAV, SampleFormat.S16);
    assertThat(Probe.of(file).format().channels()).isEqualTo(9);
  }
}

package org.unroom.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.parallel.Progress;

class PitchAnalysisTest {
  private static final int RATE = 8000;

  @Test
  void tellsTimeFundamentalAndConfidence() throws IOException {
    Findings findings = analyze(tone(1), tone(1));
    assertThat(findings.headline()).isEqualTo("100 % voiced");
    assertThat(findings.table()).hasSize(102);
    assertThat(findings.table().get(0)).isEqualTo("  time s    f0 Hz  confidence");
    assertThat(findings.table().get(51)).isEqualTo("    0.50    300.0        1.00");
    assertThat(findings.measures())
        .containsEntry("pitch_hop_s", 0.01)
        .containsEntry("voiced_share", 1.0);
    assertThat((List<?>) findings.measures().get("f0_hz")).hasSize(101);
  }

  @Test
  void stretchesOfLongRecordingsJoinWithoutAGap() throws IOException {
    List<?> f0Hz = (List<?>) analyze(tone(121)).measures().get("f0_hz");
    assertThat(f0Hz).hasSize(12101);
    for (int t = 10; t < 12090; t++) {
      assertThat((double) f0Hz.get(t)).isCloseTo(300, within(0.2));
    }
  }

  @Test
  void nothingIsVoicedInSilence() throws IOException {
    assertThat(analyze(new float[0]).headline()).isEqualTo("0 % voiced");
  }

  private static Findings analyze(float[]... channels) throws IOException {
    try (PitchAnalysis analysis = new PitchAnalysis(2)) {
      return analysis.analyze(AudioSource.of(new Audio(channels, RATE)), Progress.NONE);
    }
  }

  private static float[] tone(int seconds) {
    float[] x = new float[seconds * RATE];
    for (int n = 0; n < x.length; n++) {
      for (int h = 1; h <= 5; h++) {
        x[n] += (float) (0.2 / h * Math.sin(2 * Math.PI * 300 * h * n / RATE));
      }
    }
    return x;
  }
}

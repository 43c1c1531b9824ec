package org.unroom.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.unroom.core.audio.Audio;
import org.unroom.core.testkit.SeededNoise;

class MetricEvaluationTest {
  private static Audio noise(int channels, int length) {
    float[][] samples = new float[channels][];
    for (int c = 0; c < channels; c++) {
      samples[c] = SeededNoise.gaussian(length, c + 1);
    }
    return new Audio(samples, 16_000);
  }

  @Test
  void anEqualEstimateIsPerfectAndInfinityHasNoNumberInJson() {
    Audio same = noise(1, 32_000);
    Findings findings = new MetricEvaluation().evaluate(same, same);
    assertThat(findings.measures()).containsEntry("si_sdr_db", null).containsEntry("lsd_db", 0.0);
    assertThat((double) findings.measures().get("stoi")).isGreaterThan(0.999);
    assertThat(findings.table()).anyMatch(line -> line.contains("SI-SDR") && line.contains("inf"));
    assertThat(findings.headline()).contains("1 channel");
  }

  @Test
  void channelsAreToldOneByOne() {
    Findings findings = new MetricEvaluation().evaluate(noise(2, 32_000), noise(2, 32_000));
    assertThat(findings.measures().get("channels"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(2);
  }

  @Test
  void whatHasNoFigureIsSaid() {
    Findings findings = new MetricEvaluation().evaluate(noise(1, 100), noise(1, 100));
    assertThat(findings.measures()).containsEntry("stoi", null);
    assertThat(findings.warnings()).anyMatch(line -> line.startsWith("STOI has no figure"));
  }
}

package org.unroom.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unroom.reverb.fit.FitRecord;
import org.unroom.reverb.fit.FitTrace;
import org.unroom.reverb.fit.SourceControls;

class FitFieldsTest {
  private static final FitTrace TRACE =
      new FitTrace(
          "instrument and room",
          List.of("spectrum", "source"),
          List.of(0, 20, 30),
          List.of(List.of(3.0, 1.0), List.of(2.0, 0.5), List.of(1.5, 0.25)));

  private static SourceControls controls(int length) {
    double[] tones = new double[length];
    double[] noise = new double[length];
    float[] f0Hz = new float[length];
    for (int t = 0; t < length; t++) {
      tones[t] = t == 0 ? 4 : 1;
      noise[t] = 0.04;
      f0Hz[t] = 440 + t;
    }
    return SourceControls.ofPowers(0.01, f0Hz, tones, noise);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    FitRecord fit = new FitRecord(28, List.of(TRACE), Optional.of(controls(100)));
    FitRecord read = FitFields.read(Map.of("fit", FitFields.of(fit))).orElseThrow();
    assertThat(read.fromSeconds()).isEqualTo(28);
    assertThat(read.traces()).containsExactly(TRACE);
    assertThat(read.traces().get(0).totals()).containsExactly(4.0, 2.5, 1.75);
    SourceControls controls = read.controls().orElseThrow();
    assertThat(controls.f0Hz()).hasSize(100).startsWith(440, 441);
    assertThat(controls.tonesDb()[0]).isZero();
    assertThat(controls.tonesDb()[1]).isCloseTo(-6.02f, within(0.001f));
    assertThat(controls.noiseDb()[7]).isCloseTo(-20f, within(0.001f));
  }

  @Test
  void controlsOfMinutesAreThinnedOut() {
    FitRecord fit = new FitRecord(0, List.of(TRACE), Optional.of(controls(3001)));
    SourceControls read =
        FitFields.read(Map.of("fit", FitFields.of(fit))).orElseThrow().controls().orElseThrow();
    assertThat(read.f0Hz()).hasSize(501);
    assertThat(read.stepSeconds()).isCloseTo(0.06, within(1e-12));
    assertThat(read.f0Hz()[500]).isEqualTo(3440);
  }

  @Test
  void whatIsNoFitIsNone() {
    assertThat(FitFields.read(Map.of())).isEmpty();
    assertThat(FitFields.read(Map.of("fit", "none"))).isEmpty();
    assertThat(FitFields.read(Map.of("fit", Map.of("losses", List.of(3))))).isEmpty();
    assertThat(FitFields.read(Map.of("fit", Map.of("from_s", 3)))).isEmpty();
  }
}

package org.unroom.reverb.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.unroom.core.diff.Parameter;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.GradientCheck;
import org.unroom.core.testkit.LearnsCheck;
import org.unroom.core.testkit.SeededNoise;
import org.unroom.reverb.model.HarmonicLines;
import org.unroom.reverb.model.HarmonicSource;
import org.unroom.reverb.model.SpectralRoom;

class HarmonicFitTest {
  private static final Workers WORKERS = new Workers(2);
  private static final double HOP_SECONDS = 0.016;
  private static final int BINS = 129;
  private static final int TAPS = 3;
  private static final float T60_SECONDS = 0.7f;
  private static final float[] STEPS = {9, 11, 12, 10, 13.5f, 9.6f, 14, 11.4f};
  private static final int FRAMES_A_NOTE = 20;

  @AfterAll
  static void stop() {
    WORKERS.close();
  }

  @Test
  void hearsTheRoomOfAMelody() {
    Scene scene = new Scene(320);
    List<Double> loss = scene.fit(WORKERS).run(100, Progress.NONE).totals();
    assertThat(loss.get(loss.size() - 1)).isLessThan(0.7 * loss.get(0));
    // bands that the partials, up to bin 110, pass through
    for (int b = 4; b < scene.room.bands().count() - 2; b++) {
      assertThat(scene.room.t60Seconds(b))
          .as("T60 of the band at bin %d", scene.room.bands().peak(b))
          .isCloseTo(T60_SECONDS, within(0.15 * T60_SECONDS));
    }
  }

  @Test
  void gradientIsThatOfTheLoss() {
    Scene scene = new Scene(24);
    HarmonicFit fit = scene.fit(WORKERS);
    fit.run(3, Progress.NONE);
    List<Parameter> parameters = scene.parameters();
    float[] theta = new float[parameters.stream().mapToInt(Parameter::size).sum()];
    copy(parameters, theta, true);
    GradientCheck.check(
        theta,
        x -> {
          copy(parameters, x, false);
          scene.room.update();
          return fit.loss(0.5);
        },
        x -> {
          copy(parameters, x, false);
          scene.room.update();
          parameters.forEach(Parameter::clearGradient);
          fit.addGradients(0.5);
          float[] g = new float[x.length];
          int from = 0;
          for (Parameter p : parameters) {
            System.arraycopy(p.gradient(), 0, g, from, p.size());
            from += p.size();
          }
          return g;
        },
        // differences of sums in single precision, over a step of a thousandth
        1e-2);
  }

  @Test
  void everyPartLearns() {
    Scene scene = new Scene(48);
    HarmonicFit fit = scene.fit(WORKERS);
    DoubleSupplier lossAndGradients =
        () -> {
          scene.room.update();
          fit.addGradients(1);
          return fit.loss(1);
        };
    LearnsCheck.check(scene.parameters(), lossAndGradients, 40, 0.9);
  }

  @Test
  void sameNumbersOnAnyNumberOfThreads() {
    Scene two = new Scene(40);
    Scene one = new Scene(40);
    two.fit(WORKERS).run(10, Progress.NONE);
    try (Workers alone = new Workers(1)) {
      one.fit(alone).run(10, Progress.NONE);
    }
    for (int i = 0; i < one.parameters().size(); i++) {
      assertThat(one.parameters().get(i).value()).isEqualTo(two.parameters().get(i).value());
    }
  }

  private static void copy(List<Parameter> parameters, float[] flat, boolean out) {
    int from = 0;
    for (Parameter p : parameters) {
      if (out) {
        System.arraycopy(p.value(), 0, flat, from, p.size());
      } else {
        System.arraycopy(flat, from, p.value(), 0, p.size());
      }
      from += p.size();
    }
  }

  /** A melody of ten partials in a room with T60 0.7 s, as the expected powers times noise. */
  private static final class Scene {
    final float[][] measured;
    final HarmonicSource source;
    final SpectralRoom room;

    Scene(int frames) {
      float[] f0 = new float[frames];
      for (int t = 0; t < frames; t++) {
        f0[t] = STEPS[t / FRAMES_A_NOTE % STEPS.length];
      }
      HarmonicLines lines = new HarmonicLines(f0, 10, BINS, 1, 4);
      measured = reverberant(lines, frames);
      room = new SpectralRoom(SpectralRoom.Start.CLEAR, BINS, HOP_SECONDS, TAPS, noise());
      source = new HarmonicSource(lines, measured, room.directShare(), 1);
    }

    HarmonicFit fit(Workers workers) {
      return new HarmonicFit(measured, source, room, workers);
    }

    List<Parameter> parameters() {
      List<Parameter> all = new ArrayList<>(source.parameters());
      all.addAll(room.parameters());
      return all;
    }

    private static float[] noise() {
      float[] lnNoise = new float[SpectralRoom.bandsOver(BINS).count()];
      Arrays.fill(lnNoise, (float) Math.log(1e-6));
      return lnNoise;
    }

    private static float[][] reverberant(HarmonicLines lines, int frames) {
      float[][] s = new float[frames][BINS];
      float[] p = new float[10];
      for (int t = 0; t < frames; t++) {
        for (int h = 0; h < p.length; h++) {
          p[h] = 1f / (h + 1);
        }
        lines.forward(t, p, s[t]);
      }
      SpectralRoom truth =
          new SpectralRoom(SpectralRoom.Start.CLEAR, BINS, HOP_SECONDS, TAPS, noise());
      Arrays.fill(truth.parameters().get(0).value(), (float) Math.log(T60_SECONDS));
      truth.update();
      float[][] v = new float[frames][BINS];
      truth.forward(s, new float[frames][BINS], v, 0, BINS);
      SeededNoise noise = new SeededNoise(3);
      for (float[] row : v) {
        for (int f = 0; f < BINS; f++) {
          // power of a complex Gaussian: exponentially distributed
          row[f] *= (float) -Math.log((noise.nextUniform() + 1) / 2 + 1e-9);
          row[f] += 1e-9f;
        }
      }
      return v;
    }
  }
}

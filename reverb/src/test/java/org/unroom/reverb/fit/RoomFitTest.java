package org.unroom.reverb.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.diff.Parameter;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.GradientCheck;
import org.unroom.core.testkit.LearnsCheck;
import org.unroom.reverb.fit.RoomFitSettings.Decay;
import org.unroom.reverb.model.BandSource;
import org.unroom.reverb.model.KnownSource;
import org.unroom.reverb.model.RoomModel;
import org.unroom.reverb.model.SourceModel;

class RoomFitTest {
  private static final Workers WORKERS = new Workers(2);
  private static final RoomScene SCENE = RoomScene.of(0.9, 0, 8);

  @AfterAll
  static void stop() {
    WORKERS.close();
  }

  @Test
  void gradientIsThatOfTheLoss() {
    float[][] measured = small();
    BandSource source = new BandSource(measured, 2);
    RoomModel room = RoomModel.startFor(measured, 0.016);
    List<Parameter> parameters = parameters(source, room);
    RoomFit fit = new RoomFit(new RoomFitSettings(1, Decay.LEARNED), WORKERS);
    // bands' second differences are 0 at the start; move them
    for (int b = 0; b < measured.length; b++) {
      room.t60Seconds().value()[b] *= 1 + 0.2f * (b % 2);
      room.tailLevel().value()[b] *= 1 + 0.3f * (b % 3);
    }
    GradientCheck.check(
        gather(parameters, Parameter::value),
        theta -> {
          scatter(theta, parameters);
          return fit.loss(measured, source, room);
        },
        theta -> {
          scatter(theta, parameters);
          parameters.forEach(Parameter::clearGradient);
          fit.addGradients(measured, source, room, b -> {});
          return gather(parameters, Parameter::gradient);
        },
        // differences of sums in single precision, over a step of a thousandth
        1e-2);
  }

  @Test
  void everyBlockLearns() {
    float[][] measured = small();
    BandSource source = new BandSource(measured, 2);
    RoomModel room = RoomModel.startFor(measured, 0.016);
    RoomFit fit = new RoomFit(new RoomFitSettings(1, Decay.LEARNED), WORKERS);
    room.t60Seconds().value()[1] = 0.5f;
    room.tailLevel().value()[1] = 0.3f;
    LearnsCheck.check(
        parameters(source, room),
        () -> {
          double loss = fit.loss(measured, source, room);
          fit.addGradients(measured, source, room, b -> {});
          return loss;
        },
        100,
        0.9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.9, 2})
  void lossFallsAndDecayTimesAreHeardBlindly(double t60) {
    RoomScene scene = RoomScene.of(t60, 0, 8);
    float[][] measured = scene.wet().relative();
    RoomModel room = RoomModel.startFor(measured, scene.frames().hopSeconds());
    BandSource source = new BandSource(measured, 2);
    FitTrace trace =
        new RoomFit(new RoomFitSettings(150, Decay.LEARNED), WORKERS)
            .run("room", measured, source, room, Progress.NONE);
    List<Double> loss = trace.totals();
    assertThat(trace.steps()).containsExactly(0, 20, 40, 60, 80, 100, 120, 140, 150);
    assertThat(loss).hasSize(9);
    assertThat(loss.get(8)).isLessThan(0.8 * loss.get(0));
    // the dry sound is unknown: a quarter either way, from a start at 0.8 s
    assertThat(scene.middle(room.t60Seconds().value())).isCloseTo(t60, within(0.25 * t60));
  }

  @Test
  void learnsDecayTimesFromAKnownSource() {
    float[][] measured = SCENE.wet().relative();
    RoomModel room = RoomModel.startFor(measured, SCENE.frames().hopSeconds());
    new RoomFit(new RoomFitSettings(300, Decay.LEARNED), WORKERS)
        .run("room", measured, new KnownSource(SCENE.dryInUnitsOfWet()), room, Progress.NONE);
    assertThat(SCENE.middle(room.t60Seconds().value())).isCloseTo(0.9, within(0.135));
  }

  @Test
  void fixedDecayTimesStay() {
    float[][] measured = SCENE.wet().relative();
    RoomModel room = RoomModel.startFor(measured, SCENE.frames().hopSeconds());
    java.util.Arrays.fill(room.t60Seconds().value(), 0.9f);
    FitTrace trace =
        new RoomFit(new RoomFitSettings(60, Decay.FIXED), WORKERS)
            .run("room", measured, new BandSource(measured, 4), room, Progress.NONE);
    assertThat(room.t60Seconds().value()).containsOnly(0.9f);
    assertThat(trace.totals().get(3)).isLessThan(trace.totals().get(0));
  }

  @Test
  void isTheSameForAnyNumberOfThreads() {
    float[][] measured = small();
    List<float[]> found = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      try (Workers workers = new Workers(threads)) {
        RoomModel room = RoomModel.startFor(measured, 0.016);
        BandSource source = new BandSource(measured, 2);
        new RoomFit(new RoomFitSettings(20, Decay.LEARNED), workers)
            .run("room", measured, source, room, Progress.NONE);
        found.add(gather(parameters(source, room), Parameter::value));
      }
    }
    assertThat(found.get(0)).isEqualTo(found.get(1));
  }

  /** Five bands of eighty frames out of the scene, each with mean 1. */
  private static float[][] small() {
    float[][] measured = new float[5][80];
    for (int b = 0; b < 5; b++) {
      double sum = 0;
      for (int t = 0; t < 80; t++) {
        measured[b][t] = SCENE.wet().relative()[10 + 2 * b][10 + t];
        sum += measured[b][t] / 80;
      }
      for (int t = 0; t < 80; t++) {
        measured[b][t] /= (float) sum;
      }
    }
    return measured;
  }

  private static List<Parameter> parameters(SourceModel source, RoomModel room) {
    List<Parameter> all = new ArrayList<>(List.of(room.t60Seconds(), room.tailLevel()));
    for (int b = 0; b < room.bands(); b++) {
      all.addAll(room.ofBand(b));
      all.addAll(source.parameters(b));
    }
    return all;
  }

  private static float[] gather(
      List<Parameter> parameters, java.util.function.Function<Parameter, float[]> part) {
    float[] all = new float[parameters.stream().mapToInt(Parameter::size).sum()];
    int at = 0;
    for (Parameter p : parameters) {
      System.arraycopy(part.apply(p), 0, all, at, p.size());
      at += p.size();
    }
    return all;
  }

  private static void scatter(float[] all, List<Parameter> parameters) {
    int at = 0;
    for (Parameter p : parameters) {
      System.arraycopy(all, at, p.value(), 0, p.size());
      at += p.size();
    }
  }
}

package org.unroom.reverb.ddsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.unroom.core.diff.Parameter;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.GradientCheck;
import org.unroom.core.testkit.LearnsCheck;
import org.unroom.core.testkit.SyntheticRoom;
import org.unroom.reverb.fit.BandDecay;
import org.unroom.reverb.fit.RoomEstimate;

/** The whole model, from every parameter to the loss. */
class DdspObjectiveTest {
  private static final int RATE = 8_000;
  private static final double SECONDS = 0.9;
  private static final Workers WORKERS = new Workers(2);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  static RoomEstimate room(double t60, double late) {
    BandDecay decay = new BandDecay(t60, 0.1, 1.5, late, 0);
    return new RoomEstimate(List.of(500.0, 1000.0, 2000.0), List.of(decay, decay, decay));
  }

  private final float[] wet = Phrase.in(SyntheticRoom.of(RATE, 0.4, 3, 5), SECONDS, 0.4);
  private final ControlFrames frames =
      new ControlFrames(DdspSettings.standard(3), RATE, wet.length);
  private final DdspModel model =
      new DdspModel(frames, wet, f0Hz(frames), Optional.of(room(0.5, 0.3)));
  private final DdspObjective objective = new DdspObjective(model, RATE, wet, WORKERS);

  private static float[] f0Hz(ControlFrames frames) {
    float[] f0Hz = new float[frames.count()];
    for (int t = 0; t < f0Hz.length; t++) {
      f0Hz[t] = (float) Phrase.f0Hz(t * frames.hop() / (double) RATE);
    }
    return f0Hz;
  }

  private List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(model.soon());
    all.addAll(model.early());
    all.add(model.source().pitch());
    return all;
  }

  @Test
  void everyParameterOfTheGraphIsOneOfTheFit() {
    assertThat(parameters()).containsExactlyInAnyOrderElementsOf(model.group().parameters());
  }

  /**
   * An L1 distance has kinks, which single precision and a step of 1e-3 cross now and then; a wrong
   * sign or factor shows as 100 %.
   */
  @Test
  void gradientsAreThoseOfTheLoss() {
    // off the start, where the pull of the room has no slope
    DdspRoom room = model.room().orElseThrow();
    room.soon().get(0).value()[1] *= 1.2f;
    room.soon().get(1).value()[2] *= 0.8f;
    Arrays.fill(room.early().value(), 0.01f);
    for (Parameter p : parameters()) {
      if (p == model.source().pitch()) {
        continue; // a phase turns by many cycles; HarmonicTest holds its gradient
      }
      GradientCheck.check(
          p.value().clone(),
          x -> {
            System.arraycopy(x, 0, p.value(), 0, x.length);
            return objective.value();
          },
          x -> {
            System.arraycopy(x, 0, p.value(), 0, x.length);
            parameters().forEach(Parameter::clearGradient);
            objective.addGradients();
            return p.gradient().clone();
          },
          0.05);
    }
  }

  @Test
  void everyBlockLearns() {
    LearnsCheck.check(
        parameters(),
        () -> {
          double loss = objective.value();
          objective.addGradients();
          return loss;
        },
        30,
        0.8);
  }
}

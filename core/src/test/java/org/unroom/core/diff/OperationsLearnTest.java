package org.unroom.core.diff;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.unroom.core.testkit.LearnsCheck;
import org.unroom.core.testkit.SeededNoise;

/** Signal and parameters of each linear operation are found from what it makes of others. */
class OperationsLearnTest {
  private static final int LENGTH = 120;

  private static double loss(float[] y, float[] target, float[] gy) {
    double sum = 0;
    for (int n = 0; n < y.length; n++) {
      gy[n] = y[n] - target[n];
      sum += gy[n] * gy[n] / 2;
    }
    return sum;
  }

  private static Parameter signal(int length, long seed) {
    return Parameter.linear("signal " + seed, SeededNoise.gaussian(length, seed), 0.05);
  }

  @Test
  void decayTailLearnsSignalAndRatio() {
    DecayTail tail = new DecayTail(2);
    float[] target = new float[LENGTH];
    tail.forward(SeededNoise.gaussian(LENGTH, 1), 0.8, target);
    Parameter x = signal(LENGTH, 2);
    Parameter ratio = Parameter.positive("ratio", new float[] {0.6f}, 0.01);
    LearnsCheck.check(
        List.of(x, ratio),
        () -> {
          float[] y = new float[LENGTH];
          float[] gy = new float[LENGTH];
          tail.forward(x.value(), ratio.value()[0], y);
          double loss = loss(y, target, gy);
          ratio.gradient()[0] += (float) tail.adjoint(gy, ratio.value()[0], y, x.gradient());
          return loss;
        },
        40,
        0.3);
  }

  @Test
  void tapsAndTheirSignalLearn() {
    float[] target = new float[LENGTH];
    FirTaps.forward(SeededNoise.gaussian(LENGTH, 1), SeededNoise.gaussian(5, 2), target);
    Parameter x = signal(LENGTH, 3);
    Parameter taps = signal(5, 4);
    LearnsCheck.check(
        List.of(x, taps),
        () -> {
          float[] y = new float[LENGTH];
          float[] gy = new float[LENGTH];
          FirTaps.forward(x.value(), taps.value(), y);
          double loss = loss(y, target, gy);
          FirTaps.adjointOfSignal(gy, taps.value(), x.gradient());
          FirTaps.adjointOfTaps(gy, x.value(), taps.gradient());
          return loss;
        },
        40,
        0.3);
  }

  @Test
  void responseAndItsSignalLearn() {
    Convolution convolution = new Convolution(LENGTH, 30);
    float[] target = new float[LENGTH];
    convolution.forward(SeededNoise.gaussian(LENGTH, 1), SeededNoise.gaussian(30, 2), target);
    Parameter x = signal(LENGTH, 3);
    Parameter response = signal(30, 4);
    LearnsCheck.check(
        List.of(x, response),
        () -> {
          float[] y = new float[LENGTH];
          float[] gy = new float[LENGTH];
          convolution.forward(x.value(), response.value(), y);
          double loss = loss(y, target, gy);
          convolution.adjoint(gy, x.gradient(), response.gradient());
          return loss;
        },
        40,
        0.3);
  }
}

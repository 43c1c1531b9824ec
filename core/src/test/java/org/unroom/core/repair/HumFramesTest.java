package org.unroom.core.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HumFramesTest {
  private static final double CYCLE = 5333.0 / 50.13;
  private static final int LINES = 20;

  /** No line reaches into another one, none into what is between. */
  @Test
  void linesAreToldApart() {
    double[][] x = new double[1][4000];
    for (int m = 0; m < x[0].length; m++) {
      double turn = 2 * Math.PI * m / CYCLE;
      x[0][m] = 0.5 * Math.cos(turn) + 0.2 * Math.sin(3 * turn) + 0.001 * Math.cos(7 * turn);
    }
    HumFrames frames = demodulated(x);
    for (int k = 0; k < frames.count(); k++) {
      if (frames.whole(k)) {
        for (int h = 0; h < LINES; h++) {
          double re = h == 0 ? 0.5 : h == 6 ? 0.001 : 0;
          assertThat(frames.re[0][h][k]).isCloseTo(re, within(1e-5));
          assertThat(frames.im[0][h][k]).isCloseTo(h == 2 ? -0.2 : 0, within(1e-5));
          assertThat(frames.beside[0][h][k]).isLessThan(1e-10);
        }
      }
    }
  }

  /** The literal sums: one frame, one line, a cosine and a sine a sample. */
  @Test
  void equalsTheSums() {
    double[][] x = new double[2][700];
    for (int m = 0; m < 700; m++) {
      x[0][m] = Math.sin(m * m * 0.001);
      x[1][m] = Math.cos(m * 0.3) / (1 + m);
    }
    HumFrames frames = demodulated(x);
    int k = 2;
    for (int c = 0; c < 2; c++) {
      for (int h : new int[] {1, 9, LINES}) {
        double re = 0;
        double im = 0;
        double sum = 0;
        for (int m = 0; m < 700; m++) {
          double off = (m - k * frames.hop()) / (2 * CYCLE);
          double w = Math.abs(off) < 1 ? 0.5 + 0.5 * Math.cos(Math.PI * off) : 0;
          sum += w;
          re += 2 * w * x[c][m] * Math.cos(2 * Math.PI * h * m / CYCLE);
          im -= 2 * w * x[c][m] * Math.sin(2 * Math.PI * h * m / CYCLE);
        }
        assertThat(frames.re[c][h - 1][k]).isCloseTo(re / sum, within(1e-9));
        assertThat(frames.im[c][h - 1][k]).isCloseTo(im / sum, within(1e-9));
        assertThat(frames.powers(c, h - 1)[k])
            .isCloseTo((re * re + im * im) / (sum * sum), within(1e-9));
      }
    }
  }

  private static HumFrames demodulated(double[][] x) {
    HumFrames frames = new HumFrames(x, CYCLE, LINES);
    double[] cycles = new double[frames.count()];
    for (int k = 0; k < cycles.length; k++) {
      cycles[k] = k * frames.hop() / CYCLE;
    }
    frames.demodulate(cycles);
    return frames;
  }
}

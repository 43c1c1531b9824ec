package org.unroom.reverb.dereverb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.testkit.SeededNoise;

class DryPosteriorTest {
  private static final int FRAMES = 60;
  private static final int TAPS = 5;

  /** Against expectation and maximisation with dense matrices in double precision. */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "4, 1", "3, 1.6", "4, 2"})
  void isItsLiteralTwin(int iterations, double relaxation) {
    Scene scene = new Scene(FRAMES, 0.3f);
    ComplexRow expected = scene.copyOfStart();
    LiteralPosterior.infer(scene.y, scene.lambda, expected, TAPS, iterations, relaxation);
    ComplexRow actual = scene.copyOfStart();
    // conjugate gradients for sixty unknowns have arrived after sixty steps
    PosteriorSettings settings = new PosteriorSettings(TAPS, iterations, 60, relaxation);
    new DryPosterior(settings, FRAMES).infer(scene.y, scene.lambda, actual);
    double allowed = 1e-3 * Math.sqrt(scene.y.energy() / FRAMES);
    for (int t = 0; t < FRAMES; t++) {
      assertThat((double) actual.re[t]).as("re[%d]", t).isCloseTo(expected.re[t], within(allowed));
      assertThat((double) actual.im[t]).as("im[%d]", t).isCloseTo(expected.im[t], within(allowed));
    }
  }

  @Test
  void comesCloserToTheDrySoundThanTheRecordingIs() {
    Scene scene = new Scene(400, 0.01f);
    ComplexRow dry = scene.copyOfStart();
    new DryPosterior(new PosteriorSettings(8, 8, 2, 2), 400).infer(scene.y, scene.lambda, dry);
    double before = distance(scene.y, scene.dry);
    double after = distance(dry, scene.dry);
    assertThat(10 * Math.log10(before / after)).as("gain in dB").isGreaterThan(10);
  }

  @Test
  void moreIterationsExplainMore() {
    Scene scene = new Scene(200, 0.05f);
    double few = error(scene, 1);
    double many = error(scene, 10);
    assertThat(many).isLessThan(few);
  }

  @Test
  void whatHasNoRoomIsReturnedAsItIs() {
    Scene scene = new Scene(200, 0);
    ComplexRow dry = scene.dry;
    ComplexRow start = new ComplexRow(dry.re.clone(), dry.im.clone());
    new DryPosterior(new PosteriorSettings(4, 4, 4, 1), 200).infer(dry, scene.lambda, start);
    // the ridge of 1e-4 and what four taps explain of finite noise stay
    assertThat(distance(start, dry)).isLessThan(1e-3 * dry.energy());
  }

  /** A gain and phase that start and room share cancel in the direct sound. */
  @Test
  void directSoundDoesNotDependOnTheStartsLevelAndPhase() {
    Scene scene = new Scene(100, 0.1f);
    PosteriorSettings settings = new PosteriorSettings(TAPS, 4, 30, 1);
    ComplexRow expected = scene.copyOfStart();
    new DryPosterior(settings, 100).infer(scene.y, scene.lambda, expected);
    ComplexRow turned = new ComplexRow(100);
    float[] louder = scene.lambda.clone();
    for (int t = 0; t < 100; t++) {
      turned.re[t] = -4 * scene.start.im[t];
      turned.im[t] = 4 * scene.start.re[t];
      louder[t] *= 16;
    }
    new DryPosterior(settings, 100).infer(scene.y, louder, turned);
    assertThat(distance(turned, expected)).isLessThan(1e-6 * expected.energy());
  }

  @Test
  void isTheSameWhateverWasDoneBefore() {
    Scene scene = new Scene(100, 0.1f);
    DryPosterior posterior = new DryPosterior(PosteriorSettings.DEFAULT, 100);
    ComplexRow first = scene.copyOfStart();
    posterior.infer(scene.y, scene.lambda, first);
    posterior.infer(scene.dry, scene.lambda, scene.copyOfStart());
    ComplexRow again = scene.copyOfStart();
    posterior.infer(scene.y, scene.lambda, again);
    assertThat(again.re).isEqualTo(first.re);
    assertThat(again.im).isEqualTo(first.im);
  }

  @Test
  void silentStartGivesSilence() {
    Scene scene = new Scene(30, 0.1f);
    ComplexRow silent = new ComplexRow(30);
    new DryPosterior(PosteriorSettings.DEFAULT, 30).infer(scene.y, scene.lambda, silent);
    assertThat(silent.energy()).isZero();
  }

  @Test
  void settingsSayWhatIsWrongWithThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PosteriorSettings(4, 1, 1, 2.1))
        .withMessageContaining("relaxation=2.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PosteriorSettings(0, 1, 1, 1))
        .withMessageContaining("responseFrames=0");
  }

  private static double error(Scene scene, int iterations) {
    ComplexRow dry = scene.copyOfStart();
    new DryPosterior(new PosteriorSettings(8, iterations, 4, 1), scene.y.length())
        .infer(scene.y, scene.lambda, dry);
    return distance(dry, scene.dry);
  }

  private static double distance(ComplexRow a, ComplexRow b) {
    double sum = 0;
    for (int t = 0; t < a.length(); t++) {
      sum += Math.pow(a.re[t] - b.re[t], 2) + Math.pow(a.im[t] - b.im[t], 2);
    }
    return sum;
  }

  /** Bursts, a decaying room that starts at 1, some noise, and a start that is too dry. */
  private static final class Scene {
    final ComplexRow dry;
    final ComplexRow y;
    final ComplexRow start;
    final float[] lambda;

    Scene(int frames, float noise) {
      lambda = new float[frames];
      dry = row(frames, 1, 1);
      y = row(frames, 3, noise);
      start = new ComplexRow(frames);
      for (int t = 0; t < frames; t++) {
        lambda[t] = t % 12 < 3 ? 2 : 0.02f;
        dry.re[t] *= (float) Math.sqrt(lambda[t] / 2);
        dry.im[t] *= (float) Math.sqrt(lambda[t] / 2);
      }
      ComplexRow h = row(TAPS, 5, 0.7f);
      for (int l = 0; l < TAPS; l++) {
        h.re[l] *= (float) Math.pow(0.8, l);
        h.im[l] *= (float) Math.pow(0.8, l);
      }
      h.re[0] = 1;
      h.im[0] = 0;
      y.addConvolved(h, dry, 0, new ComplexRow.Scratch());
      for (int t = 0; t < frames; t++) {
        float share = t % 12 < 3 ? 0.9f : 0.05f;
        start.re[t] = share * y.re[t];
        start.im[t] = share * y.im[t];
      }
    }

    ComplexRow copyOfStart() {
      return new ComplexRow(
          Arrays.copyOf(start.re, start.length()), Arrays.copyOf(start.im, start.length()));
    }

    private static ComplexRow row(int length, long seed, float level) {
      ComplexRow row = new ComplexRow(length);
      row.addScaled(
          level,
          new ComplexRow(
              SeededNoise.gaussian(length, seed), SeededNoise.gaussian(length, seed + 1)));
      return row;
    }
  }
}

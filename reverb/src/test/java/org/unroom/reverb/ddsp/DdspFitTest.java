package org.unroom.reverb.ddsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.SeededNoise;

class DdspFitTest {
  private static final int RATE = 8_000;
  private static final Workers WORKERS = new Workers(2);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  private static DdspFit fit(int iterations, Workers workers) {
    return new DdspFit(DdspSettings.standard(1).withIterations(iterations), workers);
  }

  private static float[] f0Hz(DdspFit fit, int samples) {
    float[] f0Hz = new float[fit.frames(RATE, samples)];
    for (int t = 0; t < f0Hz.length; t++) {
      f0Hz[t] = (float) Phrase.f0Hz(t * fit.hop(RATE) / (double) RATE);
    }
    return f0Hz;
  }

  private static DdspResult of(float[] x, int iterations, Workers workers) {
    DdspFit fit = fit(iterations, workers);
    return fit.fit(
        RATE,
        x,
        f0Hz(fit, x.length),
        Optional.of(DdspObjectiveTest.room(0.3, 0.005)),
        Optional.empty(),
        Progress.NONE);
  }

  private static DdspResult withoutRoom(float[] x, int iterations, Optional<PhaseSeam> seam) {
    DdspFit fit = fit(iterations, WORKERS);
    return fit.fit(RATE, x, f0Hz(fit, x.length), Optional.empty(), seam, Progress.NONE);
  }

  @Test
  void playsADryPhraseAgain() {
    float[] dry = Phrase.dry(RATE, 2);
    DdspResult result = of(dry, 80, WORKERS);
    // the room that it is told of is heard in the silence of the rests
    assertThat(result.spectralLoss()).isLessThan(5);
    assertThat(rms(result.dry())).isCloseTo(rms(dry), within(0.1 * rms(dry)));
    assertThat(result.wet()).hasSameSizeAs(dry);
  }

  /** Against the reference library's goal of 4, silence between the notes and all. */
  @Test
  void withoutARoomTheDrySoundIsTheModel() {
    float[] dry = Phrase.dry(RATE, 2);
    DdspResult result = withoutRoom(dry, 80, Optional.empty());
    assertThat(result.room()).isEmpty();
    assertThat(result.wet()).containsExactly(result.dry());
    assertThat(rms(result.dry())).isCloseTo(rms(dry), within(0.1 * rms(dry)));
    assertThat(result.spectralLoss()).isLessThan(4);
  }

  @Test
  void goesOnInThePhaseThatItIsTold() {
    float[] x = Phrase.dry(RATE, 1);
    PhaseSeam seam = new PhaseSeam(0.5, 0.3);
    DdspResult free = withoutRoom(x, 3, Optional.empty());
    DdspResult told = withoutRoom(x, 3, Optional.of(seam));
    assertThat(Math.IEEEremainder(told.cyclesAt(0.5) - 0.3, 1)).isCloseTo(0, within(1e-3));
    assertThat(Math.abs(Math.IEEEremainder(free.cyclesAt(0.5) - 0.3, 1))).isGreaterThan(0.05);
    assertThat(told.f0Hz()).containsExactly(free.f0Hz());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PhaseSeam(-1, 0))
        .withMessageContaining("seconds=-1.0");
  }

  @Test
  void aLevelIsOnlyALevel() {
    float[] x = Phrase.dry(RATE, 1);
    float[] soft = x.clone();
    for (int n = 0; n < soft.length; n++) {
      soft[n] /= 1024; // a power of two, so that nothing is rounded
    }
    float[] loud = of(x, 6, WORKERS).dry();
    float[] quiet = of(soft, 6, WORKERS).dry();
    for (int n = 0; n < loud.length; n += 97) {
      assertThat(quiet[n] * 1024).isCloseTo(loud[n], within(1e-4f));
    }
  }

  @Test
  void sameBytesAtAnyNumberOfThreads() {
    float[] x = Phrase.dry(RATE, 1);
    DdspResult two = of(x, 12, WORKERS);
    try (Workers one = new Workers(1);
        Workers three = new Workers(3)) {
      for (Workers workers : new Workers[] {one, three}) {
        DdspResult other = of(x, 12, workers);
        assertThat(other.dry()).containsExactly(two.dry());
        assertThat(other.room().orElseThrow().early())
            .containsExactly(two.room().orElseThrow().early());
        assertThat(other.spectralLoss()).isEqualTo(two.spectralLoss());
      }
    }
  }

  @Test
  void everyBlockHasMovedAtTheEnd() {
    float[] x = Phrase.dry(RATE, 1);
    DdspFit fit = fit(10, WORKERS);
    float[] f0Hz = f0Hz(fit, x.length);
    DdspResult result = of(x, 10, WORKERS);
    LearnedRoom room = result.room().orElseThrow();
    assertThat(result.f0Hz()).isNotEqualTo(f0Hz);
    assertThat(room.t60Seconds()[2]).isNotEqualTo(0.3f);
    assertThat(room.early()).isNotEqualTo(new float[room.early().length]);
  }

  @Test
  void saysWhatIsTooShortOrSilent() {
    DdspFit fit = fit(1, WORKERS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(Phrase.dry(RATE, 0.4), 1, WORKERS))
        .withMessage("the recording lasts 0.400 s; a fit needs at least 0.5 s");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(new float[RATE], 1, WORKERS))
        .withMessage("the recording is silent; a fit needs a sound");
    assertThat(fit.hop(44_100)).isEqualTo(176);
  }

  /** Noise has no pitch, but nothing breaks. */
  @Test
  void noiseIsFittedAsNoise() {
    float[] noise = SeededNoise.gaussian(RATE, 3);
    DdspResult result = of(noise, 30, WORKERS);
    assertThat(rms(result.wet())).isCloseTo(rms(noise), within(0.4 * rms(noise)));
  }

  private static double rms(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += (double) v * v;
    }
    return Math.sqrt(sum / x.length);
  }
}

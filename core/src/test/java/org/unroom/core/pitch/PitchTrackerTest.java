package org.unroom.core.pitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.dsp.FftConvolution;
import org.unroom.core.dsp.Quantiles;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.SeededNoise;
import org.unroom.core.testkit.SyntheticRoom;

class PitchTrackerTest {
  private static final int RATE = 16000;
  private static final int HOP = 160;
  private static final int EDGE = 8; // frames that reach over the ends, half of 128 ms
  private static final double[] SAW = Tone.sawtooth(30);
  private static final double[] NOTES = {
    220, 277.2, 246.9, 329.6, 293.7, 220, 415.3, 392, 330, 262
  };
  private static final Workers WORKERS = new Workers(2);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  @ParameterizedTest
  @ValueSource(doubles = {70, 110, 147.3, 220, 331.1, 523.25, 880, 1396.9})
  void tellsSteadyTonesToACentWhateverTheirSpectrum(double hz) {
    double[][] spectra = {
      {1}, // a sine: nothing at 2 f0 and 3 f0
      SAW,
      {1, 0, 0.6, 0, 0.4, 0, 0.3}, // odd partials only, a clarinet
      {0.1, 1, 0.5, 0.4, 0.3} // the octave is ten times stronger than the fundamental
    };
    for (double[] spectrum : spectra) {
      PitchTrack track = track(Tone.of(0.6, RATE, t -> hz, spectrum));
      for (int t = EDGE; t < track.frames() - EDGE; t++) {
        assertThat(cents(track.f0Hz()[t], hz))
            .as("cents at %s Hz, partials %s", hz, Arrays.toString(spectrum))
            .isCloseTo(0, within(2.0));
        assertThat(track.confidence()[t]).isGreaterThan(0.9f);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {70, 147.3, 331.1, 880})
  void hearsAFundamentalThatIsMissing(double hz) {
    PitchTrack track = track(Tone.of(0.6, RATE, t -> hz, 0, 1, 0.8, 0.6, 0.5, 0.4));
    assertThat(shareWithin(2, track, t -> hz)).isEqualTo(1);
  }

  @Test
  void followsGlides() {
    DoubleUnaryOperator glide = t -> 110 * Math.pow(2, t); // an octave a second
    PitchTrack track = track(Tone.of(2, RATE, glide, SAW));
    assertThat(medianDistance(track, glide)).isLessThan(5);
    assertThat(shareWithin(50, track, glide)).isEqualTo(1);
  }

  @Test
  void followsVibrato() {
    DoubleUnaryOperator vibrato =
        t -> 330 * Math.pow(2, 40.0 / 1200 * Math.sin(2 * Math.PI * 5.5 * t));
    PitchTrack track = track(Tone.of(2, RATE, vibrato, SAW));
    // the 128 ms window averages over two thirds of a period
    assertThat(medianDistance(track, vibrato)).isLessThan(20);
    assertThat(shareWithin(50, track, vibrato)).isEqualTo(1);
  }

  @Test
  void noiseAndSilenceHaveNoPitch() {
    PitchTrack noise = track(SeededNoise.gaussian(2 * RATE, 3));
    assertThat(Quantiles.median(toDouble(noise.confidence()))).isLessThan(0.2);
    PitchTrack silence = track(new float[RATE]);
    assertThat(silence.confidence()).containsOnly(0f);
  }

  @Test
  void hearsATone6DecibelsBelowTheNoise() {
    float[] x = Tone.of(2, RATE, t -> 196, SAW);
    float[] noise = SeededNoise.gaussian(x.length, 4);
    double scale = 2 * rms(x) / rms(noise);
    for (int n = 0; n < x.length; n++) {
      x[n] += (float) (scale * noise[n]);
    }
    assertThat(shareWithin(50, track(x), t -> 196)).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 3})
  void isNotHeldUpByRoomsThatRingOn(double t60Seconds) {
    DoubleUnaryOperator melody = t -> NOTES[Math.min(NOTES.length - 1, (int) (t / 0.4))];
    float[] dry = Tone.of(4, RATE, melody, SAW);
    SyntheticRoom room = SyntheticRoom.of(RATE, t60Seconds, -3, 5);
    float[] wet =
        Arrays.copyOfRange(
            FftConvolution.full(dry, room.impulseResponse(t60Seconds)),
            room.directSample(),
            room.directSample() + dry.length);
    PitchTrack track = track(wet);
    // of each note of 40 frames some are half the one before it
    assertThat(shareWithin(50, track, melody)).isGreaterThan(0.85);
    // several notes ringing together have a common divisor, which now and then wins
    assertThat(octaveErrors(track, melody)).isLessThan(0.05);
  }

  @Test
  void placesFramesWhereItIsTold() {
    float[] x = Tone.of(1, RATE, t -> t < 0.5 ? 220 : 330, SAW);
    PitchTrack track = new PitchTracker(RATE, PitchRange.MUSIC, WORKERS).track(x, -512, 256, 70);
    assertThat(track.frames()).isEqualTo(70);
    assertThat(track.seconds(0)).isEqualTo(-0.032);
    for (int t = 0; t < track.frames(); t++) {
      double seconds = track.seconds(t);
      if (Math.abs(seconds - 0.25) < 0.2 || Math.abs(seconds - 0.75) < 0.2) {
        assertThat(cents(track.f0Hz()[t], seconds < 0.5 ? 220 : 330)).isCloseTo(0, within(20.0));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 11025, 44100, 48000, 96000})
  void worksAtEveryRate(int rate) {
    float[] x = Tone.of(0.6, rate, t -> 311, SAW);
    PitchTrack track = new PitchTracker(rate, PitchRange.MUSIC, WORKERS).track(x, rate / 100);
    assertThat(cents(track.f0Hz()[30], 311)).isCloseTo(0, within(1.0));
    assertThat(track.hopSeconds()).isCloseTo(0.01, within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void shortSignalsHaveOneFrame(int length) {
    PitchTrack track = track(new float[length]);
    assertThat(track.frames()).isEqualTo(1);
    assertThat(track.isVoiced(0)).isFalse();
  }

  @Test
  void sameBytesOnAnyNumberOfThreads() {
    float[] x = SeededNoise.gaussian(RATE / 2, 6);
    PitchTrack two = track(x);
    try (Workers one = new Workers(1)) {
      PitchTrack alone = new PitchTracker(RATE, PitchRange.MUSIC, one).track(x, HOP);
      assertThat(alone.f0Hz()).isEqualTo(two.f0Hz());
      assertThat(alone.confidence()).isEqualTo(two.confidence());
    }
  }

  @Test
  void saysWhatItCannotDo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PitchTracker(4000, PitchRange.MUSIC, WORKERS))
        .withMessage("highestHz=1500.0 is too high for sampleRateHz=4000; use up to 1333 Hz");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PitchRange(200, 100))
        .withMessageContaining("lowestHz=200.0, highestHz=100.0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new PitchTracker(RATE, PitchRange.MUSIC, WORKERS).track(new float[9], 0, 0, 1))
        .withMessage("hop=0 and frames=1 must be at least 1");
  }

  private static PitchTrack track(float[] x) {
    return new PitchTracker(RATE, PitchRange.MUSIC, WORKERS).track(x, HOP);
  }

  private static double cents(double hz, double of) {
    return 1200 * Math.log(hz / of) / Math.log(2);
  }

  private static double medianDistance(PitchTrack track, DoubleUnaryOperator truth) {
    return Quantiles.median(distances(track, truth));
  }

  private static double shareWithin(double cents, PitchTrack track, DoubleUnaryOperator truth) {
    return Arrays.stream(distances(track, truth)).filter(d -> d < cents).count()
        / (double) distances(track, truth).length;
  }

  /** Share of frames that are off by octaves. */
  private static double octaveErrors(PitchTrack track, DoubleUnaryOperator truth) {
    return Arrays.stream(distances(track, truth))
            .filter(d -> d > 600 && Math.abs(d - 1200 * Math.rint(d / 1200)) < 50)
            .count()
        / (double) distances(track, truth).length;
  }

  private static double[] distances(PitchTrack track, DoubleUnaryOperator truth) {
    double[] cents = new double[track.frames() - 2 * EDGE];
    for (int t = 0; t < cents.length; t++) {
      double hz = truth.applyAsDouble(track.seconds(t + EDGE));
      cents[t] = Math.abs(cents(track.f0Hz()[t + EDGE], hz));
    }
    return cents;
  }

  private static double[] toDouble(float[] x) {
    double[] y = new double[x.length];
    for (int n = 0; n < y.length; n++) {
      y[n] = x[n];
    }
    return y;
  }

  private static double rms(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += v * v;
    }
    return Math.sqrt(sum / x.length);
  }
}

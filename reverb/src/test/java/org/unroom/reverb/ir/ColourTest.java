package org.unroom.reverb.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.unroom.core.dsp.RealFft;

class ColourTest {
  private static final int RATE = 16_000;
  private static final double BIN_HZ = 15.625;

  /** Average speech, louder by so many dB at each frequency. */
  private static double[] speech(DoubleUnaryOperator louderDb) {
    double[] power = new double[513];
    for (int f = 1; f < power.length; f++) {
      double hz = f * BIN_HZ;
      power[f] =
          Math.pow(10, (SpeechSpectrum.densityDb(hz) + louderDb.applyAsDouble(hz) - 40) / 10);
    }
    return power;
  }

  private static Colour flat() {
    float[] impulse = new float[256];
    impulse[32] = 1;
    return Colour.ofResponses(new float[][] {impulse}, RATE);
  }

  @Test
  void speechSpectrumIsThatOfByrne() {
    // levels of third-octaves of 232 and 926 Hz: a factor of 4 is 6.02 dB of width
    assertThat(SpeechSpectrum.densityDb(1000) - SpeechSpectrum.densityDb(4000))
        .isCloseTo(53.7 - 45.6 + 6.02, within(0.01));
    assertThat(SpeechSpectrum.densityDb(30)).isEqualTo(SpeechSpectrum.densityDb(63));
    assertThat(SpeechSpectrum.densityDb(20_000)).isEqualTo(SpeechSpectrum.densityDb(16_000));
  }

  @Test
  void averageSpeechInAFlatRoomLacksNothing() {
    Colour missing = Colour.ofSpeech(speech(hz -> 7), BIN_HZ).missingIn(flat()).orElseThrow();
    // the spectrum is read within third-octaves, where it is not quite straight
    assertThat(missing.levelsDb()).allSatisfy(db -> assertThat(db).isCloseTo(0, within(0.5)));
  }

  @Test
  void halfOfATiltIsTheWay() {
    DoubleUnaryOperator tilt = hz -> -3 * Math.log(hz / 1000) / Math.log(2);
    Colour missing = Colour.ofSpeech(speech(tilt), BIN_HZ).missingIn(flat()).orElseThrow();
    assertThat(missing.levelDb(500) - missing.levelDb(4000)).isCloseTo(4.5, within(0.5));
  }

  @Test
  void whatTheResponseHasAlreadyIsNotGivenToItAgain() {
    float[] h = new float[256];
    h[32] = 1;
    h[33] = 0.8f;
    Colour response = Colour.ofResponses(new float[][] {h}, RATE);
    DoubleUnaryOperator ofH = hz -> 10 * Math.log10(1.64 + 1.6 * Math.cos(2 * Math.PI * hz / RATE));
    Colour missing = Colour.ofSpeech(speech(ofH), BIN_HZ).missingIn(response).orElseThrow();
    assertThat(missing.levelsDb()).allSatisfy(db -> assertThat(db).isCloseTo(0, within(0.5)));
  }

  @Test
  void whatIsNoSpeechSaysNothing() {
    DoubleUnaryOperator whistle = hz -> hz > 900 && hz < 1100 ? 40 : 0;
    assertThat(Colour.ofSpeech(speech(whistle), BIN_HZ).missingIn(flat())).isEmpty();
    assertThat(Colour.ofSpeech(new double[513], BIN_HZ).missingIn(flat())).isEmpty();
  }

  @Test
  void filterHasTheColourAndBeginsWithItsLargestSample() {
    Colour tilted =
        new Colour(List.of(100.0, 400.0, 1600.0, 6400.0), List.of(6.0, 2.0, -2.0, -6.0));
    float[] filter = tilted.filter(RATE);
    float[] spectrum = filter.clone();
    RealFft fft = RealFft.ofLength(filter.length);
    fft.forward(spectrum);
    int peak = Colour.peak(filter);
    assertThat(filter[peak]).isEqualTo(1);
    assertThat(peak).isLessThan(4);
    double at400 = levelDb(spectrum, 400);
    assertThat(at400 - levelDb(spectrum, 1600)).isCloseTo(4, within(0.2));
    assertThat(at400 - levelDb(spectrum, 6400)).isCloseTo(8, within(0.2));
  }

  private static double levelDb(float[] spectrum, double hz) {
    int k = (int) Math.round(hz * spectrum.length / RATE);
    return 20 * Math.log10(Math.hypot(spectrum[2 * k], spectrum[2 * k + 1]));
  }

  @Test
  void noColourIsAnImpulse() {
    float[] filter = new Colour(List.of(1000.0), List.of(0.0)).filter(RATE);
    assertThat(filter[0]).isEqualTo(1);
    for (int k = 1; k < filter.length; k++) {
      assertThat(filter[k]).isCloseTo(0, within(1e-6f));
    }
  }

  @Test
  void numbersOfCentresAndLevelsMustAgree() {
    assertThatThrownBy(() -> new Colour(List.of(1000.0), Collections.nCopies(2, 0.0)))
        .hasMessageContaining("1 centres and 2 levels");
  }
}

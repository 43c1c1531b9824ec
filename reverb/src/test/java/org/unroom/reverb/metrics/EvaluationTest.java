package org.unroom.reverb.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.testkit.Golden;
import org.unroom.core.testkit.SeededNoise;

class EvaluationTest {
  private static final int RATE = 16_000;

  /**
   * Origin: literal Python (numpy 2.4, scipy 1.17) of the definitions, run on {@link SeededPair};
   * that program meets pystoi 0.4.1, SRMRpy and the published figures of {@link RealCasesTest} to
   * 1e-6. Single-precision spectra differ by less than 1e-4 of every figure.
   */
  @ParameterizedTest
  @CsvSource({
    "16000,3,5.099675,-45.223294,5.064328,5.838267,3.575829,0.934325,0.458907,2.656178,2.635465",
    "44100,2,5.137055,-28.808154,5.060034,5.467456,3.346163,0.937668,0.508510,3.402624,3.288012",
    "8000,3,5.115612,-31.370297,5.015105,5.365743,3.818431,0.935552,0.481194,1.976626,1.944439"
  })
  void meetsTheLiteralDefinitions(
      int rate,
      double seconds,
      double siSdr,
      double unaligned,
      double fwSegSnr,
      double lsd,
      double cd,
      double stoi,
      double estoi,
      double srmr,
      double srmrNormalized) {
    Golden decibels = new Golden("literal Python", 1e-3);
    Golden ratios = new Golden("literal Python", 1e-4);
    Evaluation evaluation = evaluate(SeededPair.of(rate, seconds));
    Scores scores = evaluation.mean();
    assertThat(evaluation.lagSamples()).containsExactly(37);
    decibels.check("SI-SDR", figure(scores, Metric.SI_SDR), siSdr);
    decibels.check("unaligned", figure(scores, Metric.SI_SDR_UNALIGNED), unaligned);
    decibels.check("fwSegSNR", figure(scores, Metric.FW_SEG_SNR), fwSegSnr);
    decibels.check("LSD", figure(scores, Metric.LSD), lsd);
    decibels.check("CD", figure(scores, Metric.CEPSTRAL_DISTANCE), cd);
    ratios.check("STOI", figure(scores, Metric.STOI), stoi);
    ratios.check("ESTOI", figure(scores, Metric.ESTOI), estoi);
    ratios.check("SRMR", figure(scores, Metric.SRMR), srmr);
    ratios.check("SRMR normalised", figure(scores, Metric.SRMR_NORMALIZED), srmrNormalized);
  }

  @Test
  void equalSignalsGetTheBestFigures() {
    float[] x = SeededPair.of(RATE, 2).reference();
    Scores scores = evaluate(new SignalPair(x, x.clone(), RATE)).mean();
    assertThat(figure(scores, Metric.SI_SDR)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(figure(scores, Metric.FW_SEG_SNR)).isCloseTo(35, within(1e-9));
    assertThat(figure(scores, Metric.LSD)).isZero();
    assertThat(figure(scores, Metric.CEPSTRAL_DISTANCE)).isZero();
    assertThat(figure(scores, Metric.STOI)).isCloseTo(1, within(1e-6));
    assertThat(figure(scores, Metric.ESTOI)).isCloseTo(1, within(1e-6));
  }

  @Test
  void levelAndDelayDoNotCount() {
    SignalPair pair = SeededPair.of(RATE, 2);
    float[] late = new float[pair.length()];
    for (int n = 100; n < late.length; n++) {
      late[n] = 0.25f * pair.reference()[n - 100];
    }
    Scores scores = evaluate(new SignalPair(pair.reference(), late, RATE)).mean();
    // The last 100 samples of the reference have no counterpart.
    assertThat(figure(scores, Metric.SI_SDR)).isGreaterThan(20);
    assertThat(figure(scores, Metric.ESTOI)).isGreaterThan(0.99);
    assertThat(figure(scores, Metric.LSD)).isLessThan(0.3);
  }

  @Test
  void silenceHasOnlyTheFiguresThatStillMeanSomething() {
    float[] x = SeededPair.of(RATE, 2).reference();
    float[] silence = new float[x.length];
    Scores silentEstimate = evaluate(new SignalPair(x, silence, RATE)).mean();
    assertThat(silentEstimate.figures().keySet())
        .isEqualTo(EnumSet.of(Metric.FW_SEG_SNR, Metric.LSD, Metric.STOI, Metric.ESTOI));
    assertThat(figure(silentEstimate, Metric.FW_SEG_SNR)).isCloseTo(0, within(1e-9));
    assertThat(figure(silentEstimate, Metric.STOI)).isZero();
    assertThat(figure(silentEstimate, Metric.ESTOI)).isZero();
    Scores silentReference = evaluate(new SignalPair(silence, x, RATE)).mean();
    assertThat(silentReference.figures().keySet())
        .isEqualTo(EnumSet.of(Metric.SRMR, Metric.SRMR_NORMALIZED));
    assertThat(evaluate(new SignalPair(silence, silence, RATE)).mean().figures()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,16000", "1,16000", "2,44100", "300,8000", "3000,16000", "30,100"})
  void shortSignalsHaveNoSpeechFigures(int n, int rate) {
    float[] x = SeededNoise.gaussian(n, 1);
    float[] y = SeededNoise.gaussian(n, 2);
    Scores scores = evaluate(new SignalPair(x, y, rate)).mean();
    assertThat(scores.of(Metric.STOI)).isEmpty();
    assertThat(scores.of(Metric.ESTOI)).isEmpty();
    assertThat(scores.figures().values()).doesNotContain(Double.NaN);
  }

  @Test
  void constantsHaveNoRatio() {
    float[] one = new float[RATE];
    Arrays.fill(one, 0.3f);
    Scores scores = evaluate(new SignalPair(one, one.clone(), RATE)).mean();
    assertThat(scores.of(Metric.SI_SDR)).isEmpty();
    assertThat(figure(scores, Metric.LSD)).isZero();
  }

  @Test
  void channelsAreJudgedOneByOneAndAveraged() {
    SignalPair pair = SeededPair.of(RATE, 1.5);
    Audio dry = Audio.mono(pair.reference(), RATE);
    float[] delayed = pair.advanced(-5).estimate();
    Audio stereo = new Audio(new float[][] {pair.estimate(), delayed}, RATE);
    Evaluation both = Evaluation.of(dry, stereo);
    assertThat(both.lagSamples()).containsExactly(37, 42);
    double mean =
        (figure(both.channels().get(0), Metric.LSD) + figure(both.channels().get(1), Metric.LSD))
            / 2;
    assertThat(figure(both.mean(), Metric.LSD)).isCloseTo(mean, within(1e-12));
  }

  @Test
  void meanLeavesOutWhatIsNotAvailable() {
    Scores a = new Scores(Map.of(Metric.LSD, 2.0, Metric.SI_SDR, Double.POSITIVE_INFINITY));
    Scores b = new Scores(Map.of(Metric.SI_SDR, Double.NEGATIVE_INFINITY));
    assertThat(Scores.mean(List.of(a, b)).figures()).isEqualTo(Map.of(Metric.LSD, 2.0));
    assertThatThrownBy(() -> new Scores(Map.of(Metric.LSD, Double.NaN)))
        .hasMessageContaining("LSD=NaN");
  }

  @Test
  void refusesWhatCannotBeCompared() {
    Audio mono = Audio.mono(new float[10], RATE);
    Audio stereo = new Audio(new float[2][10], RATE);
    assertThatThrownBy(() -> Evaluation.of(mono, Audio.mono(new float[10], 8000)))
        .hasMessageContaining("reference has 16000 Hz, estimate 8000 Hz");
    assertThatThrownBy(() -> Evaluation.of(stereo, mono))
        .hasMessageContaining("reference has 2 channels, estimate 1");
    Audio broken = Audio.mono(new float[] {0, Float.NaN}, RATE);
    assertThatThrownBy(() -> Evaluation.of(mono, broken))
        .hasMessageContaining("estimate channel 0 sample 1 is NaN");
  }

  private static Evaluation evaluate(SignalPair pair) {
    return Evaluation.of(
        Audio.mono(pair.reference(), pair.sampleRateHz()),
        Audio.mono(pair.estimate(), pair.sampleRateHz()));
  }

  private static double figure(Scores scores, Metric metric) {
    return scores.of(metric).orElseThrow();
  }
}

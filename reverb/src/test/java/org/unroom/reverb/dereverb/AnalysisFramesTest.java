package org.unroom.reverb.dereverb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisFramesTest {
  @ParameterizedTest
  @CsvSource({
    "8000, 512", "11025, 512", "12000, 1024", "16000, 1024", "22050, 1024", "24000, 2048",
    "32000, 2048", "44100, 2048", "48000, 4096", "88200, 4096", "96000, 8192", "176400, 8192",
    "192000, 16384"
  })
  void areTheNearestPowerOfTwo(int rate, int nFft) {
    AnalysisFrames frames = AnalysisFrames.forRate(rate);
    assertThat(frames.nFft()).isEqualTo(nFft);
    assertThat(frames.hop()).isEqualTo(nFft / 4);
    assertThat(frames.sampleRateHz()).isEqualTo(rate);
    assertThat(nFft / (double) rate).isBetween(0.043, 0.093);
    assertThat(frames.hopSeconds()).isCloseTo(nFft / 4.0 / rate, within(1e-12));
    assertThat(frames.binHz()).isCloseTo(rate / (double) nFft, within(1e-12));
    assertThat(frames.stft().bins()).isEqualTo(nFft / 2 + 1);
  }

  @Test
  void halvedLastHalfAsLong() {
    AnalysisFrames half = AnalysisFrames.forRate(16_000).halved();
    assertThat(half).isEqualTo(new AnalysisFrames(512, 128, 16_000));
    assertThat(half.hopSeconds()).isEqualTo(0.008);
  }

  @Test
  void countFramesOfATime() {
    AnalysisFrames frames = AnalysisFrames.forRate(16_000);
    assertThat(frames.framesIn(0.048)).isEqualTo(3);
    assertThat(frames.framesIn(0.160)).isEqualTo(10);
    assertThat(frames.framesIn(0.001)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50, 200, 1000, 3000})
  void oddRatesHaveFramesToo(int rate) {
    AnalysisFrames frames = AnalysisFrames.forRate(rate);
    assertThat(frames.nFft()).isGreaterThanOrEqualTo(16);
    assertThat(Integer.bitCount(frames.nFft())).isEqualTo(1);
    assertThat(frames.halved().hop()).isGreaterThanOrEqualTo(1);
  }
}

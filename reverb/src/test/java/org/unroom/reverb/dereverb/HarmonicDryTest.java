package org.unroom.reverb.dereverb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.dsp.FftConvolution;
import org.unroom.core.dsp.Stft;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.core.pitch.PitchTrack;
import org.unroom.core.testkit.SyntheticRoom;
import org.unroom.reverb.ddsp.Phrase;
import org.unroom.reverb.fit.BandDecay;
import org.unroom.reverb.metrics.FwSegSnr;
import org.unroom.reverb.metrics.LogSpectralDistance;
import org.unroom.reverb.metrics.SiSdr;
import org.unroom.reverb.metrics.SignalPair;

/** A synthetic phrase, of which dry sound and room are known. */
class HarmonicDryTest {
  private static final int RATE = 16_000;
  private static final double T60_SECONDS = 0.9;
  private static final Workers WORKERS = new Workers(2);
  private static final AnalysisFrames FRAMES = AnalysisFrames.forRate(RATE);
  private static final Stft STFT = FRAMES.stft();

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  @Test
  void findsRoomAndDrySoundOfAPhrase() {
    float[] dry = Phrase.dry(RATE, 8);
    SyntheticRoom room = SyntheticRoom.of(RATE, T60_SECONDS, 0, 5);
    float[] response = room.impulseResponse(T60_SECONDS);
    float[] wet = Arrays.copyOf(FftConvolution.full(dry, response), dry.length);
    float[] start = Arrays.copyOfRange(response, 0, room.directSample() + (int) (0.05 * RATE));
    float[] early = Arrays.copyOf(FftConvolution.full(dry, start), dry.length);
    HarmonicDry.Result result = treat(wet);
    assertThat(result.strength()).isEqualTo(1);
    for (double hz : new double[] {500, 1000, 2000, 4000}) {
      assertThat(result.room().octave(hz, BandDecay::t60Seconds))
          .as("T60 at %s Hz", hz)
          .isCloseTo(T60_SECONDS, within(0.1 * T60_SECONDS));
    }
    assertThat(result.room().c50Db()).isCloseTo(clarityDb(response, room), within(1.5));
    assertThat(result.left().c50Db()).isGreaterThan(result.room().c50Db() + 3);
    float[] out = STFT.inverse(result.dry().get(0), wet.length, WORKERS);
    SignalPair before = new SignalPair(early, wet, RATE).aligned();
    SignalPair after = new SignalPair(early, out, RATE).aligned();
    assertThat(db(SiSdr.db(after))).isGreaterThan(db(SiSdr.db(before)) + 1);
    assertThat(db(FwSegSnr.db(after))).isGreaterThan(db(FwSegSnr.db(before)) + 1);
    assertThat(db(LogSpectralDistance.db(after)))
        .isLessThan(0.8 * db(LogSpectralDistance.db(before)));
  }

  @Test
  void aDryPhraseIsLeftAlone() {
    List<ComplexSpectrogram> y = List.of(STFT.forward(Phrase.dry(RATE, 4), WORKERS));
    HarmonicDry.Result result =
        new HarmonicDry(FRAMES, 1, WORKERS).of(Phrase.dry(RATE, 4), y, Progress.NONE);
    assertThat(result.strength()).isZero();
    assertThat(result.dry()).isSameAs(y);
  }

  /** Notes of one string each, which fall by 30 dB a second from the moment they are plucked. */
  @Test
  void tellsTonesThatDecayByThemselvesFromHeldOnes() {
    float[] plucked = new float[8 * RATE];
    double[] notesHz = {220, 330, 277, 370, 247, 415, 294, 262};
    for (int n = 0; n < plucked.length; n++) {
      double hz = notesHz[n / RATE];
      double seconds = n % RATE / (double) RATE;
      double level = Math.min(1, seconds * 200) * Math.pow(10, -1.5 * seconds);
      for (int h = 1; h <= 15; h++) {
        plucked[n] += (float) (0.2 * level / h * Math.sin(2 * Math.PI * h * hz * seconds));
      }
    }
    float[] response = SyntheticRoom.of(RATE, 0.5, 5, 5).impulseResponse(0.5);
    float[] held = Phrase.dry(RATE, 8);
    assertThat(ownDecayShare(FftConvolution.full(plucked, response))).isGreaterThan(0.5);
    assertThat(ownDecayShare(FftConvolution.full(held, response))).isLessThan(0.4);
  }

  private static double ownDecayShare(float[] wet) {
    List<ComplexSpectrogram> y = List.of(STFT.forward(wet, WORKERS));
    return HarmonicModel.of(wet, y, FRAMES, WORKERS, Progress.NONE).ownDecayShare();
  }

  @Test
  void takesNothingFromWhatTheModelDoesNotExplain() {
    float[] wet = Phrase.dry(RATE, 2);
    List<ComplexSpectrogram> y = List.of(STFT.forward(wet, WORKERS));
    float[] f0Hz = new float[y.get(0).frames()];
    Arrays.fill(f0Hz, 300);
    float[] sure = new float[f0Hz.length];
    Arrays.fill(sure, 1);
    PitchTrack pitch = new PitchTrack(0, FRAMES.hopSeconds(), f0Hz, sure);
    HarmonicModel model = new HarmonicModel(y, pitch, FRAMES, WORKERS, Progress.NONE);
    List<ComplexSpectrogram> nothing =
        List.of(new ComplexSpectrogram(y.get(0).bins(), y.get(0).frames()));
    new RemovalCheck(model).apply(y, nothing);
    double removed = 0;
    double expected = 0;
    double all = 0;
    for (int f = 0; f < model.bins(); f++) {
      for (int t = 0; t < model.frames(); t++) {
        double re = y.get(0).re(f)[t] - nothing.get(0).re(f)[t];
        double im = y.get(0).im(f)[t] - nothing.get(0).im(f)[t];
        removed += re * re + im * im;
        expected += model.late(f)[t] + model.noise(f);
        all += model.measured(f)[t];
      }
    }
    // of a band as a whole; between bands the share is interpolated
    assertThat(removed).isLessThan(2 * expected);
    assertThat(expected).isLessThan(0.5 * all);
  }

  private static double clarityDb(float[] response, SyntheticRoom room) {
    int split = room.directSample() + (int) (0.05 * RATE);
    double early = 0;
    double late = 0;
    for (int n = 0; n < response.length; n++) {
      early += n < split ? response[n] * response[n] : 0;
      late += n < split ? 0 : response[n] * response[n];
    }
    return 10 * Math.log10(early / late);
  }

  private static HarmonicDry.Result treat(float[] wet) {
    List<ComplexSpectrogram> y = List.of(STFT.forward(wet, WORKERS));
    return new HarmonicDry(FRAMES, 1, WORKERS).of(wet, y, Progress.NONE);
  }

  private static double db(java.util.OptionalDouble figure) {
    return figure.orElseThrow();
  }
}

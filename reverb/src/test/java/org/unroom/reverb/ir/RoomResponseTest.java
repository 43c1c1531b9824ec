package org.unroom.reverb.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.unroom.core.audio.Audio;
import org.unroom.reverb.acoustics.BandAcoustics;
import org.unroom.reverb.acoustics.Bands;
import org.unroom.reverb.acoustics.DirectSound;
import org.unroom.reverb.acoustics.RoomAcoustics;
import org.unroom.reverb.fit.BandDecay;
import org.unroom.reverb.fit.RoomEstimate;

class RoomResponseTest {
  private static final int RATE = 16000;
  private static final List<Double> OCTAVES_HZ =
      List.of(125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0);

  private static HeardRoom room(int channels, double correlation, Optional<Audio> early) {
    return room(channels, correlation, early, Optional.empty());
  }

  private static HeardRoom room(
      int channels, double correlation, Optional<Audio> early, Optional<Colour> colour) {
    List<BandDecay> bands = new ArrayList<>();
    for (int b = 0; b < OCTAVES_HZ.size(); b++) {
      bands.add(new BandDecay(0.6, 0.05, 1.5, 0.4, 1e-6));
    }
    List<HeardRoom.Direct> directs =
        channels == 1
            ? List.of(new HeardRoom.Direct(1, 0))
            : List.of(new HeardRoom.Direct(1, 0), new HeardRoom.Direct(0.7, 0.001));
    return new HeardRoom(
        new RoomEstimate(OCTAVES_HZ, bands),
        RATE,
        directs,
        OCTAVES_HZ,
        channels == 1
            ? Optional.empty()
            : Optional.of(Collections.nCopies(OCTAVES_HZ.size(), correlation)),
        early,
        colour,
        10);
  }

  private static IrSettings settings(Optional<IrLayout> layout, IrNormalization normalization) {
    return new IrSettings(
        layout, normalization, true, true, OptionalDouble.empty(), OptionalInt.empty(), 4);
  }

  @Test
  void responsesHaveTheAcousticsThatWereHeard() {
    HeardRoom heard = room(1, 0, Optional.empty());
    ImpulseResponse response =
        new RoomResponse(heard, settings(Optional.empty(), IrNormalization.NONE)).build();
    BandAcoustics whole = RoomAcoustics.of(response.sound().channel(0), RATE, Bands.OCTAVE).whole();
    assertThat(response.directSample()).isEqualTo(RATE / 500);
    assertThat(response.sound().channel(0)[RATE / 500]).isEqualTo(1);
    assertThat(whole.t30Seconds().getAsDouble()).isCloseTo(0.6, within(0.04));
    assertThat(whole.c50Db().getAsDouble()).isCloseTo(10 * Math.log10(1.5 / 0.4), within(0.8));
  }

  @Test
  void tailsCorrelateAsTheyWereHeardTo() {
    for (double correlation : new double[] {-0.4, 0, 0.8}) {
      Audio h =
          new RoomResponse(
                  room(2, correlation, Optional.empty()),
                  settings(Optional.empty(), IrNormalization.NONE))
              .build()
              .sound();
      assertThat(h.channelCount()).isEqualTo(2);
      assertThat(h.channel(1)[RATE / 500 + RATE / 1000]).isCloseTo(0.7f, within(0.4f));
      assertThat(correlation(h.channel(0), h.channel(1))).isCloseTo(correlation, within(0.15));
    }
  }

  private static double correlation(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int n = RATE / 100; n < a.length; n++) {
      ab += a[n] * b[n];
      aa += a[n] * a[n];
      bb += b[n] * b[n];
    }
    return ab / Math.sqrt(aa * bb);
  }

  @Test
  void layoutsHaveTheirChannelsAndOnlyOwnPathsADirectSound() {
    Audio h =
        new RoomResponse(
                room(1, 0, Optional.empty()),
                settings(Optional.of(IrLayout.TRUE_STEREO), IrNormalization.NONE))
            .build()
            .sound();
    assertThat(h.channelCount()).isEqualTo(4);
    int direct = RATE / 500;
    assertThat(h.channel(0)[direct]).isEqualTo(1);
    assertThat(h.channel(1)[direct]).isEqualTo(0);
    assertThat(h.channel(2)[direct]).isEqualTo(0);
    assertThat(h.channel(3)[direct]).isEqualTo(1);
    assertThat(Math.abs(correlation(h.channel(0), h.channel(3)))).isLessThan(0.15);
  }

  @Test
  void directSoundAndWhatLiesBeforeCanBeLeftOut() {
    IrSettings reverbOnly =
        new IrSettings(
            Optional.empty(),
            IrNormalization.PEAK,
            false,
            false,
            OptionalDouble.of(0.2),
            OptionalInt.of(48_000),
            4);
    ImpulseResponse response = new RoomResponse(room(1, 0, Optional.empty()), reverbOnly).build();
    float[] h = response.sound().channel(0);
    float peak = 0;
    for (float v : h) {
      peak = Math.max(peak, Math.abs(v));
    }
    assertThat(h).hasSize(9600);
    assertThat(response.sound().sampleRateHz()).isEqualTo(48_000);
    assertThat(peak).isCloseTo(1, within(1e-6f));
    assertThat(Math.abs(h[h.length - 1])).isLessThan(0.01f);
    assertThat(response.directSample()).isNegative();
  }

  @Test
  void energyNormalisationIsThatOfTheSoundAndNotOfTheRate() {
    double[] gains = new double[2];
    for (int i = 0; i < 2; i++) {
      IrSettings energy =
          new IrSettings(
              Optional.empty(),
              IrNormalization.ENERGY,
              true,
              true,
              OptionalDouble.empty(),
              OptionalInt.of(i == 0 ? 16_000 : 48_000),
              4);
      gains[i] = new RoomResponse(room(1, 0, Optional.empty()), energy).build().gain();
    }
    // the tails are other noise of the same level
    assertThat(gains[1]).isCloseTo(gains[0], within(0.05 * gains[0]));
  }

  @Test
  void whatTheRecordingTellsOfTheBeginningIsInItAtTheSameLevel() {
    float[] early = new float[(int) (0.08 * RATE)];
    early[200] = 0.5f;
    early[700] = -0.3f;
    HeardRoom told = room(1, 0, Optional.of(Audio.mono(early, RATE)));
    IrSettings plain = settings(Optional.empty(), IrNormalization.NONE);
    float[] with = new RoomResponse(told, plain).build().sound().channel(0);
    float[] without =
        new RoomResponse(room(1, 0, Optional.empty()), plain).build().sound().channel(0);
    int direct = RATE / 500;
    assertThat(with[direct + 200] - 0.5f).isCloseTo(0, within(0.25f));
    double ratio =
        energy(with, direct + 1, direct + 800) / energy(without, direct + 1, direct + 800);
    assertThat(10 * Math.log10(ratio)).isCloseTo(0, within(1.0));
  }

  @Test
  void allOfItHasTheColourOfTheVoiceInTheRoomAndTheDirectSoundStays() {
    IrSettings plain = settings(Optional.empty(), IrNormalization.NONE);
    List<Double> centers = List.of(100.0, 200.0, 400.0, 800.0, 1600.0, 3200.0, 6400.0);
    List<Double> dull = List.of(9.0, 6.0, 3.0, 0.0, -3.0, -6.0, -9.0);
    Colour heard = new Colour(centers, dull);
    float[] h =
        new RoomResponse(room(1, 0, Optional.empty(), Optional.of(heard)), plain)
            .build()
            .sound()
            .channel(0);
    Colour ours = Colour.ofResponses(new float[][] {h}, RATE);
    Colour before =
        Colour.ofResponses(
            new float[][] {
              new RoomResponse(room(1, 0, Optional.empty()), plain).build().sound().channel(0)
            },
            RATE);
    double tilt = ours.levelDb(400) - ours.levelDb(3200);
    double halfway = 0.5 * (9 + before.levelDb(400) - before.levelDb(3200));
    assertThat(tilt).isCloseTo(halfway, within(1.0));
    assertThat(DirectSound.in(h, RATE).sample()).isEqualTo(RATE / 500);
    // what the filter moves of the reverberation before it is added to the direct sound
    assertThat(h[RATE / 500]).isCloseTo(1, within(0.1f));
  }

  private static double energy(float[] x, int from, int to) {
    double sum = 0;
    for (int n = from; n < to; n++) {
      sum += x[n] * (double) x[n];
    }
    return sum;
  }
}

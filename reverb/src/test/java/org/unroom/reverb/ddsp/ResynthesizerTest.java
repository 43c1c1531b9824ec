package org.unroom.reverb.ddsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.core.pitch.PitchRange;
import org.unroom.core.pitch.PitchTrack;
import org.unroom.core.pitch.PitchTracker;
import org.unroom.core.testkit.SeededNoise;
import org.unroom.core.testkit.SyntheticRoom;
import org.unroom.reverb.fit.BandDecay;
import org.unroom.reverb.fit.RoomEstimate;

class ResynthesizerTest {
  private static final int RATE = 16_000;
  private static final Workers WORKERS = new Workers(2);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  private record Played(Resynthesis found, Audio dry) {}

  private static Played play(Audio recording, int iterations) throws IOException {
    float[][] dry = new float[recording.channelCount()][recording.length()];
    int[] done = new int[1];
    AudioSink memory =
        (samples, from, count) -> {
          for (int c = 0; c < dry.length; c++) {
            System.arraycopy(samples[c], from, dry[c], done[0], count);
          }
          done[0] += count;
        };
    DdspSettings settings = DdspSettings.standard(1).withIterations(iterations);
    Resynthesis found =
        new Resynthesizer(settings, WORKERS)
            .process(AudioSource.of(recording), memory, Progress.NONE);
    assertThat(done[0]).isEqualTo(recording.length());
    return new Played(found, new Audio(dry, recording.sampleRateHz()));
  }

  /** T60 of 0.9 s, as much direct as reverberant energy: C50 is 5.0 dB. */
  @Test
  void findsTheRoomOfAPhraseAndPlaysItWithoutIt() throws IOException {
    float[] wet = Phrase.in(SyntheticRoom.of(RATE, 0.9, 0, 5), 8, 0.9);
    Played played = play(Audio.mono(wet, RATE), 60);
    RoomEstimate heard = played.found().heard().orElseThrow();
    for (double hz : new double[] {500, 1000, 2000, 4000}) {
      assertThat(heard.octave(hz, BandDecay::t60Seconds)).isCloseTo(0.9, within(0.09));
    }
    assertThat(heard.c50Db()).isCloseTo(5.0, within(1.5));
    LearnedRoom room = played.found().room().orElseThrow();
    for (int octave = 2; octave < 6; octave++) {
      assertThat(room.t60Seconds()[octave]).isCloseTo(0.9f, within(0.12f));
    }
    // in the rests the room is heard and the dry sound hardly: 60 steps of 200
    double inRests = rest(wet);
    assertThat(rest(played.dry().channel(0))).isLessThan(0.5 * inRests);
    assertThat(played.found().share()).isEqualTo(1);
    assertPitch(played.dry().channel(0));
  }

  /** Mean amplitude in the rests, from 50 ms after the release on. */
  private static double rest(float[] x) {
    double sum = 0;
    int count = 0;
    for (int n = 0; n < x.length; n++) {
      double t = n / (double) RATE;
      if (Phrase.level(t) == 0 && Phrase.level(t - 0.05) == 0) {
        sum += Math.abs(x[n]);
        count++;
      }
    }
    return sum / count;
  }

  private static void assertPitch(float[] x) {
    PitchTrack track = new PitchTracker(RATE, PitchRange.MUSIC, WORKERS).track(x, 256);
    double[] cents = new double[track.frames()];
    int voiced = 0;
    int octaves = 0;
    for (int t = 0; t < track.frames(); t++) {
      double at = track.seconds(t);
      boolean held = Phrase.level(at - 0.06) == 1 && Phrase.level(at + 0.06) == 1;
      if (held && Phrase.f0Hz(at - 0.06) == Phrase.f0Hz(at + 0.06) && at > 0.1) {
        double off = 1200 * Math.log(track.f0Hz()[t] / Phrase.f0Hz(at)) / Math.log(2);
        cents[voiced++] = Math.abs(off);
        octaves += Math.abs(off) > 600 ? 1 : 0;
      }
    }
    double[] sorted = Arrays.copyOf(cents, voiced);
    Arrays.sort(sorted);
    assertThat(voiced).isGreaterThan(50);
    assertThat(sorted[voiced / 2]).as("median error in cents").isLessThan(10);
    assertThat(octaves).isLessThanOrEqualTo(voiced / 100);
  }

  @Test
  void leavesNoiseSilenceAndSnippetsAsTheyAre() throws IOException {
    float[] noise = SeededNoise.gaussian(2 * RATE, 3);
    float[] snippet = Phrase.dry(RATE, 0.3);
    for (float[] x : new float[][] {noise, new float[RATE], snippet, new float[0]}) {
      Played played = play(Audio.mono(x, RATE), 1);
      assertThat(played.dry().channel(0)).containsExactly(x);
      assertThat(played.found().share()).isZero();
      assertThat(played.found().room()).isEmpty();
    }
  }

  @Test
  void channelsKeepTheirLevelAndHighRatesTheirLength() throws IOException {
    int rate = 44_100;
    float[] left = Phrase.dry(rate, 2.5);
    float[] right = left.clone();
    for (int n = 0; n < right.length; n++) {
      right[n] *= 0.5f;
    }
    Played played = play(new Audio(new float[][] {left, right}, rate), 3);
    assertThat(played.found().share()).isEqualTo(1);
    for (int n = 0; n < left.length; n += 101) {
      assertThat(played.dry().channel(1)[n])
          .isCloseTo(0.5f * played.dry().channel(0)[n], within(1e-5f));
    }
  }

  /**
   * A tone of a period of 39 samples, held over two windows, which start at different points of it:
   * at the seam it differs from one period later no more than elsewhere.
   */
  @Test
  void aHeldToneGoesOnOverTheSeam() throws IOException {
    int rate = 8_000;
    int period = 39;
    float[] x = new float[34 * rate];
    for (int n = 0; n < x.length; n++) {
      for (int h = 1; h <= 12; h++) {
        x[n] += (float) (0.2 / h * Math.sin(2 * Math.PI * h * n / period));
      }
    }
    float[] y = play(Audio.mono(x, rate), 4).dry().channel(0);
    double[] off = new double[y.length];
    for (int n = 0; n + period < y.length; n++) {
      off[n] = Math.abs(y[n + period] - y[n]);
    }
    double seam = largest(off, 17 * rate - 400, 17 * rate + 400);
    double elsewhere =
        Math.max(largest(off, 10 * rate, 16 * rate), largest(off, 18 * rate, 24 * rate));
    assertThat(seam).isLessThan(1.5 * elsewhere);
    assertThat(seam).isLessThan(0.05 * largest(Audio.mono(y, rate).channel(0), 0, y.length));
  }

  private static double largest(double[] x, int from, int to) {
    return Arrays.stream(x, from, to).max().orElseThrow();
  }

  private static double largest(float[] x, int from, int to) {
    double largest = 0;
    for (int n = from; n < to; n++) {
      largest = Math.max(largest, Math.abs(x[n]));
    }
    return largest;
  }

  /** Two windows: the second starts without the first one's history, and nothing is lost. */
  @Test
  void longRecordingsArePlayedWindowByWindow() throws IOException {
    int rate = 8_000;
    float[] x = new float[34 * rate];
    float[] phrase = Phrase.dry(rate, 17);
    System.arraycopy(phrase, 0, x, 0, phrase.length);
    float[] noise = SeededNoise.gaussian(17 * rate, 4);
    for (int n = 0; n < noise.length; n++) {
      x[17 * rate + n] = 0.2f * noise[n];
    }
    Played played = play(Audio.mono(x, rate), 1);
    assertThat(played.found().share()).isEqualTo(0.5);
    assertThat(Arrays.copyOfRange(played.dry().channel(0), 18 * rate, x.length))
        .containsExactly(Arrays.copyOfRange(x, 18 * rate, x.length));
    assertThat(played.dry().channel(0)[5 * rate]).isNotEqualTo(x[5 * rate]);
  }
}

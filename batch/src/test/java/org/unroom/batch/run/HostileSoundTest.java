package org.unroom.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.unroom.batch.plan.ExistingOutput;
import org.unroom.batch.plan.InputCollector;
import org.unroom.batch.plan.Locations;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.plan.OutputPlan;
import org.unroom.batch.plan.OutputRules;
import org.unroom.batch.plan.StandardInput;
import org.unroom.core.audio.Audio;
import org.unroom.core.media.Container;
import org.unroom.core.media.MediaReader;
import org.unroom.core.media.SampleFormat;
import org.unroom.core.media.TestRecordings;
import org.unroom.core.parallel.Progress;
import org.unroom.core.testkit.SeededNoise;
import org.unroom.reverb.dereverb.DereverbMethod;
import org.unroom.reverb.dereverb.SoundModel;

/** Sounds that no fit expects, through the whole of {@code dereverb}: no harm, no surprise. */
class HostileSoundTest {
  private static final int RATE = 16_000;
  private static final FittedDereverb DEREVERB =
      new FittedDereverb(new DereverbSettings(1, DereverbMethod.FIT, SoundModel.AUTO, 0, 2));

  @TempDir Path folder;

  @AfterAll
  static void close() {
    DEREVERB.close();
  }

  /** A sound, and whether it has to come back bit by bit. */
  enum Sound {
    ONE_SAMPLE(true) {
      @Override
      float[][] samples() {
        return new float[][] {{0.5f}};
      }
    },
    TWO_SAMPLES(true) {
      @Override
      float[][] samples() {
        return new float[][] {{0.5f, -0.5f}};
      }
    },
    LESS_THAN_A_WINDOW(true) {
      @Override
      float[][] samples() {
        return new float[][] {tone(300, 440)};
      }
    },
    SILENCE(true) {
      @Override
      float[][] samples() {
        return new float[1][2 * RATE];
      }
    },
    DIRECT_CURRENT(true) {
      @Override
      float[][] samples() {
        float[] x = new float[2 * RATE];
        java.util.Arrays.fill(x, 0.5f);
        return new float[][] {x};
      }
    },
    FULL_SCALE_SQUARE(true) {
      @Override
      float[][] samples() {
        float[] x = new float[2 * RATE];
        for (int n = 0; n < x.length; n++) {
          x[n] = n / 40 % 2 == 0 ? 32767 / 32768f : -1;
        }
        return new float[][] {x};
      }
    },
    PURE_TONE(true) {
      @Override
      float[][] samples() {
        return new float[][] {tone(3 * RATE, 1000)};
      }
    },
    SIXTY_FOUR_CHANNELS(false) {
      @Override
      float[][] samples() {
        float[] once = decay(2 * RATE, 0.5);
        float[][] x = new float[64][];
        for (int c = 0; c < x.length; c++) {
          x[c] = once.clone();
          for (int n = 0; n < once.length; n++) {
            x[c][n] *= (c + 1) / 64f;
          }
        }
        return x;
      }
    },
    ONE_SILENT_CHANNEL(false) {
      @Override
      float[][] samples() {
        return new float[][] {decay(3 * RATE, 0.5), new float[3 * RATE]};
      }
    },
    ANTI_PHASE(false) {
      @Override
      float[][] samples() {
        float[] left = decay(3 * RATE, 0.5);
        float[] right = left.clone();
        for (int n = 0; n < right.length; n++) {
          right[n] *= -1;
        }
        return new float[][] {left, right};
      }
    },
    LONGER_REVERBERATION_THAN_FILE(false) {
      @Override
      float[][] samples() {
        return new float[][] {decay(RATE, 8)};
      }
    };

    private final boolean untouched;

    Sound(boolean untouched) {
      this.untouched = untouched;
    }

    abstract float[][] samples();

    private static float[] tone(int length, double hz) {
      float[] x = new float[length];
      for (int n = 0; n < length; n++) {
        x[n] = (float) (0.5 * Math.sin(2 * Math.PI * hz * n / RATE));
      }
      return x;
    }

    /** Bursts of noise, each of which dies away with this T60. */
    private static float[] decay(int length, double t60Seconds) {
      float[] x = SeededNoise.gaussian(length, 5);
      double level = 0;
      for (int n = 0; n < length; n++) {
        level = n % (RATE / 2) == 0 ? 0.2 : level * Math.pow(10, -3 / (t60Seconds * RATE));
        x[n] *= (float) level;
        x[n] = Math.max(-1, Math.min(1 - 1 / 32768f, x[n]));
      }
      return x;
    }
  }

  private RecordingResult run(Path input) throws Exception {
    OutputRules rules =
        new OutputRules(
            Optional.empty(), Optional.empty(), List.of(OutputKind.DRY), ExistingOutput.REFUSE);
    var found =
        InputCollector.collect(
            List.of(input.toString()),
            new StandardInput(InputStream.nullInputStream()),
            Locations.LOCAL);
    return new RecordingTask(DEREVERB, ReadWindow.WHOLE, false, SaveSettings.withSeed(0))
        .run(OutputPlan.of(found.files(), rules).recordings().get(0), Progress.NONE);
  }

  private static Audio read(Path file) throws IOException {
    try (MediaReader reader = MediaReader.open(file)) {
      return reader.readAll();
    }
  }

  @ParameterizedTest
  @EnumSource(Sound.class)
  void doesNoHarm(Sound sound) throws Exception {
    Audio audio = new Audio(sound.samples(), RATE);
    Path input =
        TestRecordings.write(folder.resolve("x.wav"), audio, Container.WAV, SampleFormat.S16);
    RecordingResult result = run(input);
    Path output = folder.resolve("x_dry.wav");
    assertThat(result.findings().headline()).isNotBlank();
    if (sound.untouched) {
      assertThat(Files.mismatch(input, output)).isEqualTo(-1);
      assertThat(result.findings().headline()).endsWith("left unchanged");
    }
    Audio wet = read(input);
    Audio dry = read(output);
    assertThat(dry.length()).isEqualTo(wet.length());
    assertThat(dry.channelCount()).isEqualTo(wet.channelCount());
    for (int c = 0; c < dry.channelCount(); c++) {
      assertThat(energy(dry.channel(c))).isLessThanOrEqualTo(1.1 * energy(wet.channel(c)) + 0.01);
    }
  }

  private static double energy(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += v * (double) v;
    }
    return sum;
  }

  @Test
  void channelsInAntiPhaseStayInAntiPhase() throws Exception {
    Audio audio = new Audio(Sound.ANTI_PHASE.samples(), RATE);
    run(TestRecordings.write(folder.resolve("x.wav"), audio, Container.WAV, SampleFormat.F32));
    Audio dry = read(folder.resolve("x_dry.wav"));
    for (int n = 0; n < dry.length(); n++) {
      assertThat(dry.channel(0)[n] + dry.channel(1)[n]).isBetween(-1e-4f, 1e-4f);
    }
  }
}

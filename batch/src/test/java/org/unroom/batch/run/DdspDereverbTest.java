package org.unroom.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unroom.batch.plan.OutputKind;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.dsp.FftConvolution;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.parallel.Progress;
import org.unroom.core.testkit.SeededNoise;
import org.unroom.core.testkit.SyntheticRoom;
import org.unroom.reverb.dereverb.DereverbMethod;
import org.unroom.reverb.dereverb.SoundModel;

class DdspDereverbTest {
  private static final int RATE = 8_000;

  private static DdspDereverb pipeline(double amount) {
    return new DdspDereverb(
        new DereverbSettings(amount, DereverbMethod.DDSP, SoundModel.AUTO, 0, 2));
  }

  /** Four notes with rests between them in a room of 1.5 s. */
  private static Audio notesInARoom() {
    float[] x = new float[2 * RATE];
    for (int n = 0; n < x.length; n++) {
      int note = 2 * n / RATE;
      double inside = 2 * n / (double) RATE - note;
      double level = Math.min(1, 10 * Math.min(inside, Math.max(0, 0.8 - inside)));
      double hz = new double[] {262, 330, 294, 392}[note];
      for (int h = 1; h <= 8; h++) {
        x[n] += (float) (0.1 / h * level * Math.sin(2 * Math.PI * h * hz * n / RATE));
      }
    }
    float[] room = SyntheticRoom.of(RATE, 1.5, -5, 5).impulseResponse(1.5);
    return Audio.mono(Arrays.copyOf(FftConvolution.full(x, room), x.length), RATE);
  }

  @Test
  void resynthesisDryAndRoomComeFromOneFit() throws IOException {
    Audio recording = notesInARoom();
    try (DdspDereverb whole = pipeline(1);
        DdspDereverb half = pipeline(0.5);
        ScratchSpace scratch = ScratchSpace.temporary()) {
      Treatment treatment = whole.treat(AudioSource.of(recording), scratch, Progress.NONE);
      assertThat(treatment.mainKind()).isEqualTo(OutputKind.DRY);
      float[] dry = treatment.main().all().channel(0);
      assertThat(treatment.sounds().get(OutputKind.RESYNTH).all().channel(0)).containsExactly(dry);
      assertThat(treatment.sounds().get(OutputKind.IR).all().channel(0)[0]).isEqualTo(1);
      assertThat(treatment.findings().headline()).startsWith("resynthesized, spectral loss ");
      assertThat(treatment.findings().measures()).containsKeys("t60_s", "c50_db", "spectral_loss");
      Treatment mixed = half.treat(AudioSource.of(recording), scratch, Progress.NONE);
      float[] y = mixed.main().all().channel(0);
      for (int n = 0; n < y.length; n += 211) {
        float x = recording.channel(0)[n];
        assertThat(y[n]).isEqualTo(x + 0.5f * (dry[n] - x));
      }
    }
  }

  @Test
  void whatHasNoToneComesBackBitByBit() throws IOException {
    Audio noise = Audio.mono(SeededNoise.gaussian(RATE, 5), RATE);
    try (DdspDereverb ddsp = pipeline(1);
        ScratchSpace scratch = ScratchSpace.temporary()) {
      Treatment treatment = ddsp.treat(AudioSource.of(noise), scratch, Progress.NONE);
      assertThat(treatment.main().all().channel(0)).containsExactly(noise.channel(0));
      assertThat(treatment.sounds()).containsOnlyKeys(OutputKind.DRY);
      assertThat(treatment.findings().headline())
          .isEqualTo("no single tone to follow, or too short: left unchanged");
      assertThat(treatment.findings().measures().get("verdict")).isEqualTo("unknown");
    }
  }

  @Test
  void standsBesideAnotherTreatment() throws IOException {
    Audio recording = notesInARoom();
    DereverbSettings settings =
        new DereverbSettings(1, DereverbMethod.DDSP, SoundModel.AUTO, 0, true, 2);
    TreatmentPipeline same =
        (sound, scratch, progress) ->
            Treatment.dry(
                sound, Optional.empty(), new Findings("as it is", List.of(), Map.of(), List.of()));
    try (DdspDereverb alone = pipeline(1);
        WithResynthesis beside = new WithResynthesis(same, settings);
        ScratchSpace scratch = ScratchSpace.temporary()) {
      Treatment both = beside.treat(AudioSource.of(recording), scratch, Progress.NONE);
      Treatment one = alone.treat(AudioSource.of(recording), scratch, Progress.NONE);
      assertThat(both.main().all().channel(0)).containsExactly(recording.channel(0));
      assertThat(both.sounds().get(OutputKind.RESYNTH).all().channel(0))
          .containsExactly(one.main().all().channel(0));
      assertThat(both.findings().headline()).isEqualTo("as it is");
      assertThat(both.findings().measures()).containsKey("spectral_loss");
      Audio noise = Audio.mono(SeededNoise.gaussian(RATE, 5), RATE);
      assertThat(beside.treat(AudioSource.of(noise), scratch, Progress.NONE).sounds())
          .containsOnlyKeys(OutputKind.DRY);
    }
  }
}

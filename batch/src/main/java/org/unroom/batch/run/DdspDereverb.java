package org.unroom.batch.run;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.unroom.batch.plan.OutputKind;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.audio.DerivedAudio;
import org.unroom.core.media.ScratchAudio;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.ddsp.DdspSettings;
import org.unroom.reverb.ddsp.LearnedRoom;
import org.unroom.reverb.ddsp.Resynthesis;
import org.unroom.reverb.ddsp.Resynthesizer;

/**
 * {@code dereverb} with {@link Resynthesizer}: the dry sound is synthetic, and the room is the one
 * that was learned together with it.
 */
public final class DdspDereverb implements TreatmentPipeline {
  private final DereverbSettings settings;
  private final Workers workers;
  private final Resynthesizer resynthesizer;

  /** Starts the threads. */
  public DdspDereverb(DereverbSettings settings) {
    this.settings = settings;
    this.workers = new Workers(settings.threads());
    this.resynthesizer = new Resynthesizer(DdspSettings.standard(settings.seed()), workers);
  }

  @Override
  public Treatment treat(AudioSource recording, ScratchSpace scratch, Progress progress)
      throws IOException {
    ScratchAudio synthetic = scratch.soundLike(recording);
    Resynthesis done = resynthesizer.process(recording, synthetic, progress);
    Map<OutputKind, AudioSource> sounds = new EnumMap<>(OutputKind.class);
    sounds.put(OutputKind.DRY, mixed(recording, synthetic, settings.amount()));
    if (done.share() > 0) {
      sounds.put(OutputKind.RESYNTH, synthetic);
    }
    done.room()
        .ifPresent(room -> sounds.put(OutputKind.IR, AudioSource.of(response(room, recording))));
    return new Treatment(sounds, ResynthesisFindings.of(done, settings.amount()));
  }

  private static AudioSource mixed(AudioSource recording, AudioSource synthetic, double amount) {
    if (amount == 1) {
      return synthetic;
    }
    return new DerivedAudio(recording) {
      @Override
      protected void change(float[][] samples, int at, int count, long from) throws IOException {
        float[][] other = new float[samples.length][count];
        synthetic.read(from, other, 0, count);
        for (int c = 0; c < samples.length; c++) {
          for (int n = 0; n < count; n++) {
            samples[c][at + n] += (float) amount * (other[c][n] - samples[c][at + n]);
          }
        }
      }
    };
  }

  private Audio response(LearnedRoom room, AudioSource recording) {
    float[][] channels = new float[recording.channelCount()][];
    for (int c = 0; c < channels.length; c++) {
      channels[c] = room.impulseResponse(recording.sampleRateHz(), settings.seed() + c);
    }
    return new Audio(channels, recording.sampleRateHz());
  }

  @Override
  public void close() {
    workers.close();
  }
}

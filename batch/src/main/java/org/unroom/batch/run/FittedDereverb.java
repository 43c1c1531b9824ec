package org.unroom.batch.run;

import java.io.IOException;
import java.util.Optional;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.linalg.MatrixProduct;
import org.unroom.core.media.ScratchAudio;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.dereverb.Dereverberator;
import org.unroom.reverb.dereverb.RoomRemoval;
import org.unroom.reverb.dereverb.SharedRoom;
import org.unroom.reverb.ir.IrBuilder;

/** {@code dereverb} with {@link Dereverberator}. */
public final class FittedDereverb implements TreatmentPipeline {
  /** Share of the progress that hearing a shared room takes. */
  private static final double HEARD = 0.3;

  private final DereverbSettings settings;
  private final Workers workers;
  private final Dereverberator dereverberator;

  /** Starts the threads, and loading what the prediction needs. */
  public FittedDereverb(DereverbSettings settings) {
    MatrixProduct.warmUp();
    this.settings = settings;
    this.workers = new Workers(settings.threads());
    this.dereverberator =
        new Dereverberator(
            settings.method(), settings.model(), settings.amount(), settings.seed(), workers);
  }

  @Override
  public Treatment treat(AudioSource recording, ScratchSpace scratch, Progress progress)
      throws IOException {
    return treat(dereverberator, recording, scratch, progress);
  }

  @Override
  public TreatmentPipeline in(RoomGroup room) {
    return (recording, scratch, progress) -> {
      Optional<SharedRoom> shared =
          room.room(settings.seed(), workers, scratch, progress.part(0, HEARD));
      if (shared.isEmpty()) {
        return treat(recording, scratch, progress.part(HEARD, 1));
      }
      Dereverberator inRoom = dereverberator.in(shared.get());
      Treatment done = treat(inRoom, recording, scratch, progress.part(HEARD, 1));
      Findings findings = RoomFindings.sharedBy(room.size(), done.findings());
      return new Treatment(done.sounds(), findings, done.room());
    };
  }

  private Treatment treat(
      Dereverberator dereverberator, AudioSource recording, ScratchSpace scratch, Progress progress)
      throws IOException {
    ScratchAudio dry = scratch.soundLike(recording);
    RoomRemoval done = dereverberator.process(recording, dry, progress);
    Optional<Audio> room =
        done.room()
            .map(
                estimate ->
                    new IrBuilder(estimate, recording.sampleRateHz())
                        .build(
                            recording.sampleRateHz(), recording.channelCount(), settings.seed()));
    return Treatment.dry(
        done.changed() ? dry : recording, room, RoomFindings.ofTreatment(done, settings.amount()));
  }

  @Override
  public void close() {
    workers.close();
  }
}

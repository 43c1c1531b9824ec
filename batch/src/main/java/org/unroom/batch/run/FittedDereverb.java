package org.unroom.batch.run;

import java.util.Optional;
import org.unroom.core.audio.Audio;
import org.unroom.core.linalg.MatrixProduct;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.dereverb.Dereverberation;
import org.unroom.reverb.dereverb.Dereverberator;
import org.unroom.reverb.ir.IrBuilder;

/** {@code dereverb} with {@link Dereverberator}. */
public final class FittedDereverb implements TreatmentPipeline {
  private final DereverbSettings settings;
  private final Workers workers;
  private final Dereverberator dereverberator;

  /** Starts the threads, and loading what the prediction needs. */
  public FittedDereverb(DereverbSettings settings) {
    MatrixProduct.warmUp();
    this.settings = settings;
    this.workers = new Workers(settings.threads());
    this.dereverberator =
        new Dereverberator(settings.method(), settings.amount(), settings.seed(), workers);
  }

  @Override
  public Treatment treat(Audio recording, Progress progress) {
    Dereverberation done = dereverberator.process(recording, progress);
    Optional<Audio> room =
        done.room()
            .map(
                estimate ->
                    new IrBuilder(estimate, recording.sampleRateHz())
                        .build(
                            recording.sampleRateHz(), recording.channelCount(), settings.seed()));
    return Treatment.dry(done.dry(), room, RoomFindings.ofTreatment(done, settings.amount()));
  }

  @Override
  public void close() {
    workers.close();
  }
}

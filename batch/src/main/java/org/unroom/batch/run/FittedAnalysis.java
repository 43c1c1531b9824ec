package org.unroom.batch.run;

import org.unroom.core.audio.Audio;
import org.unroom.core.linalg.MatrixProduct;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.dereverb.DereverbMethod;
import org.unroom.reverb.dereverb.Dereverberator;

/** {@code analyze} with {@link Dereverberator}: the room is what lies between wet and dry. */
public final class FittedAnalysis implements AnalysisPipeline {
  private final Workers workers;
  private final Dereverberator dereverberator;

  /** Starts the threads, and loading what the prediction needs. */
  public FittedAnalysis(long seed, int threads) {
    MatrixProduct.warmUp();
    this.workers = new Workers(threads);
    this.dereverberator = new Dereverberator(DereverbMethod.FIT, 1, seed, workers);
  }

  @Override
  public Findings analyze(Audio recording, Progress progress) {
    return RoomFindings.ofRoom(dereverberator.process(recording, progress));
  }

  @Override
  public void close() {
    workers.close();
  }
}

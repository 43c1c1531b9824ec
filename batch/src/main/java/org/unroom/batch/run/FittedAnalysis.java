package org.unroom.batch.run;

import java.io.IOException;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
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
  public Findings analyze(AudioSource recording, Progress progress) throws IOException {
    return RoomFindings.ofRoom(dereverberator.process(recording, AudioSink.NONE, progress));
  }

  @Override
  public void close() {
    workers.close();
  }
}

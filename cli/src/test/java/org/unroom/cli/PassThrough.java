package org.unroom.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unroom.batch.run.AnalysisPipeline;
import org.unroom.batch.run.DereverbSettings;
import org.unroom.batch.run.EvaluationPipeline;
import org.unroom.batch.run.Findings;
import org.unroom.batch.run.RepairChain;
import org.unroom.batch.run.Treatment;
import org.unroom.batch.run.TreatmentPipeline;
import org.unroom.core.audio.Audio;
import org.unroom.core.repair.Repair;

/** Stands in for the signal processing: every recording comes back as it is. */
final class PassThrough implements Pipelines {
  private static final Findings UNCHANGED =
      new Findings(
          "little room to remove: left unchanged",
          List.of("band  T60"),
          Map.of("t60_seconds", 0.5, "drr_db", Double.NaN),
          List.of());

  @Override
  public TreatmentPipeline dereverb(List<Repair> repairs, DereverbSettings settings) {
    return (recording, scratch, progress) -> {
      progress.report("passing through", 0.5);
      Audio room = Audio.mono(new float[] {1f}, recording.sampleRateHz());
      return Treatment.dry(recording, Optional.of(room), UNCHANGED);
    };
  }

  @Override
  public TreatmentPipeline repair(List<Repair> repairs) {
    return new RepairChain(repairs); // arithmetic alone, nothing to stand in for
  }

  @Override
  public AnalysisPipeline analyze(long seed, int threads) {
    return (recording, progress) -> UNCHANGED;
  }

  @Override
  public EvaluationPipeline evaluate() {
    return (reference, estimate) -> UNCHANGED;
  }
}

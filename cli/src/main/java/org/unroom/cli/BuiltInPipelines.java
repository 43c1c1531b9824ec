package org.unroom.cli;

import java.util.List;
import org.unroom.batch.run.AnalysisPipeline;
import org.unroom.batch.run.DdspDereverb;
import org.unroom.batch.run.DereverbSettings;
import org.unroom.batch.run.EvaluationPipeline;
import org.unroom.batch.run.FittedAnalysis;
import org.unroom.batch.run.FittedDereverb;
import org.unroom.batch.run.MetricEvaluation;
import org.unroom.batch.run.RepairChain;
import org.unroom.batch.run.RepairedFirst;
import org.unroom.batch.run.TreatmentPipeline;
import org.unroom.batch.run.WithResynthesis;
import org.unroom.core.repair.Repair;
import org.unroom.reverb.dereverb.DereverbMethod;

/** The signal processing of this build. */
final class BuiltInPipelines implements Pipelines {
  @Override
  public TreatmentPipeline dereverb(List<Repair> repairs, DereverbSettings settings) {
    TreatmentPipeline dereverb = dereverb(settings);
    return repairs.isEmpty() ? dereverb : new RepairedFirst(new RepairChain(repairs), dereverb);
  }

  private static TreatmentPipeline dereverb(DereverbSettings settings) {
    if (settings.method() == DereverbMethod.DDSP) {
      return new DdspDereverb(settings);
    }
    TreatmentPipeline fitted = new FittedDereverb(settings);
    return settings.resynthesis() ? new WithResynthesis(fitted, settings) : fitted;
  }

  @Override
  public TreatmentPipeline repair(List<Repair> repairs) {
    return new RepairChain(repairs);
  }

  @Override
  public AnalysisPipeline analyze(long seed, int threads) {
    return new FittedAnalysis(seed, threads);
  }

  @Override
  public EvaluationPipeline evaluate() {
    return new MetricEvaluation();
  }
}

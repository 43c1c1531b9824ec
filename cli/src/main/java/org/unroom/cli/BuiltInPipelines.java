package org.unroom.cli;

import org.unroom.batch.run.AnalysisPipeline;
import org.unroom.batch.run.DereverbSettings;
import org.unroom.batch.run.EvaluationPipeline;
import org.unroom.batch.run.FittedAnalysis;
import org.unroom.batch.run.FittedDereverb;
import org.unroom.batch.run.MetricEvaluation;
import org.unroom.batch.run.TreatmentPipeline;

/** The signal processing of this build. */
final class BuiltInPipelines implements Pipelines {
  @Override
  public TreatmentPipeline dereverb(DereverbSettings settings) {
    return new FittedDereverb(settings);
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

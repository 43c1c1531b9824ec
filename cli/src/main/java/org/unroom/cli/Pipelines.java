package org.unroom.cli;

import org.unroom.batch.run.AnalysisPipeline;
import org.unroom.batch.run.DereverbSettings;
import org.unroom.batch.run.EvaluationPipeline;
import org.unroom.batch.run.TreatmentPipeline;

/**
 * Where the commands get their signal processing from. Each method is called when a file is about
 * to be worked on, never for help or a wrong command line, so that native libraries are loaded no
 * earlier.
 */
public interface Pipelines {
  /** For {@code dereverb}. */
  TreatmentPipeline dereverb(DereverbSettings settings);

  /**
   * For {@code analyze}.
   *
   * @param seed of everything random
   * @param threads that may work at once
   */
  AnalysisPipeline analyze(long seed, int threads);

  /** For {@code evaluate}. */
  EvaluationPipeline evaluate();
}

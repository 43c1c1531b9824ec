package org.unroom.batch.run;

import org.unroom.core.audio.Audio;

/** The signal processing of {@code evaluate}: a reference and an estimate in, measures out. */
@FunctionalInterface
public interface EvaluationPipeline {
  /** Measures {@code estimate} against {@code reference}; both have the same rate. */
  Findings evaluate(Audio reference, Audio estimate);
}

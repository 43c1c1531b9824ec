package org.unroom.cli;

import java.util.List;
import org.unroom.batch.run.AnalysisPipeline;
import org.unroom.batch.run.DereverbSettings;
import org.unroom.batch.run.EvaluationPipeline;
import org.unroom.batch.run.ExtractSettings;
import org.unroom.batch.run.RoomExtraction;
import org.unroom.batch.run.RoomSwap;
import org.unroom.batch.run.RoomSwapSettings;
import org.unroom.batch.run.TreatmentPipeline;
import org.unroom.core.media.SoundDecoder;
import org.unroom.core.repair.Repair;

/**
 * Where the commands get their signal processing from. Each method is called when a file is about
 * to be worked on, never for help or a wrong command line, so that native libraries are loaded no
 * earlier.
 */
public interface Pipelines {
  /** For {@code dereverb}, after the repairs, of which there may be none. */
  TreatmentPipeline dereverb(List<Repair> repairs, DereverbSettings settings);

  /** For the command of that name: the repairs in their order, at least one. */
  TreatmentPipeline repair(List<Repair> repairs);

  /**
   * For {@code analyze}.
   *
   * @param seed of everything random
   * @param threads that may work at once
   */
  AnalysisPipeline analyze(long seed, int threads);

  /**
   * For {@code extract-ir}; there is one way to do it.
   *
   * @param decoder decodes the other recordings of the room
   */
  default TreatmentPipeline extract(ExtractSettings settings, SoundDecoder decoder) {
    return new RoomExtraction(settings, decoder);
  }

  /**
   * For {@code swap}; there is one way to do it.
   *
   * @param decoder decodes the file that the other room comes from
   */
  default TreatmentPipeline swap(RoomSwapSettings settings, SoundDecoder decoder) {
    return new RoomSwap(settings, decoder);
  }

  /** For {@code evaluate}. */
  EvaluationPipeline evaluate();
}

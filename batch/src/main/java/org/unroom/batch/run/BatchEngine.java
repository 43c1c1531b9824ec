package org.unroom.batch.run;

import java.io.IOException;
import org.unroom.batch.plan.Locations;
import org.unroom.batch.plan.PlannedRecording;

/** Where the jobs of a batch are done. Whatever the engine, the outputs are the same. */
public interface BatchEngine {
  /** The word for it on the command line. */
  String name();

  /** Finds the files that it can work on; those of this machine, unless it says otherwise. */
  default Locations locations() {
    return Locations.LOCAL;
  }

  /** Does all jobs of {@code order}, recording each in its journal. */
  void run(BatchOrder order, PoolListener<PlannedRecording, JobEnd> listener)
      throws IOException, InterruptedException;
}

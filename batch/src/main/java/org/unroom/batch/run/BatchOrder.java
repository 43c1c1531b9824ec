package org.unroom.batch.run;

import java.nio.file.Path;
import java.util.List;
import org.unroom.batch.journal.Journal;
import org.unroom.batch.plan.PlannedRecording;

/**
 * A batch that is to be done.
 *
 * @param recordings the jobs
 * @param out the output folder
 * @param recipe what is done with every recording, in a form that can travel
 * @param rooms which recordings share a room
 * @param journal of the output folder
 * @param rerun what becomes of what earlier runs left
 * @param pool how jobs share a machine
 * @param master address of the cluster, for engines that have one
 */
public record BatchOrder(
    List<PlannedRecording> recordings,
    Path out,
    WorkRecipe recipe,
    RoomGroups rooms,
    Journal journal,
    Rerun rerun,
    PoolSettings pool,
    String master) {
  /** Keeps a copy. */
  public BatchOrder {
    recordings = List.copyOf(recordings);
  }
}

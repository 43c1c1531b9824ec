package org.unroom.batch.run;

import java.io.IOException;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.parallel.Progress;

/** Another treatment of what a {@link RepairChain} left, such as {@code dereverb --repair}. */
public final class RepairedFirst implements TreatmentPipeline {
  /** Share of the progress that the repairs take. */
  private static final double REPAIRED = 0.3;

  private final RepairChain repairs;
  private final TreatmentPipeline treatment;

  /** The repairs, and what follows them. */
  public RepairedFirst(RepairChain repairs, TreatmentPipeline treatment) {
    this.repairs = repairs;
    this.treatment = treatment;
  }

  @Override
  public Treatment treat(AudioSource recording, ScratchSpace scratch, Progress progress)
      throws IOException {
    return treat(treatment, recording, scratch, progress);
  }

  @Override
  public TreatmentPipeline in(RoomGroup room) {
    TreatmentPipeline inRoom =
        treatment.in(
            room.after((heard, space, told) -> repairs.repair(heard, space, told).sound()));
    return (recording, scratch, progress) -> treat(inRoom, recording, scratch, progress);
  }

  private Treatment treat(
      TreatmentPipeline next, AudioSource recording, ScratchSpace scratch, Progress progress)
      throws IOException {
    RepairChain.Outcome repaired = repairs.repair(recording, scratch, progress.part(0, REPAIRED));
    Treatment treated = next.treat(repaired.sound(), scratch, progress.part(REPAIRED, 1));
    return new Treatment(
        treated.sounds(),
        RepairFindings.before(repaired.reports(), treated.findings()),
        treated.room());
  }

  @Override
  public void close() {
    treatment.close();
  }
}

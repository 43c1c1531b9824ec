package org.unroom.batch.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.unroom.batch.plan.OutputKind;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.media.ScratchAudio;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.parallel.Progress;
import org.unroom.core.repair.Repair;
import org.unroom.core.repair.RepairReport;

/** {@code repair}: one repair after the other, each on what the one before left. */
public final class RepairChain implements TreatmentPipeline {
  private final List<Repair> repairs;

  /** In this order; at least one. */
  public RepairChain(List<Repair> repairs) {
    if (repairs.isEmpty()) {
      throw new IllegalArgumentException("repairs is empty; give at least one");
    }
    this.repairs = List.copyOf(repairs);
  }

  @Override
  public Treatment treat(AudioSource recording, ScratchSpace scratch, Progress progress)
      throws IOException {
    Outcome outcome = repair(recording, scratch, progress);
    return new Treatment(
        Map.of(OutputKind.REPAIRED, outcome.sound()), RepairFindings.of(outcome.reports()));
  }

  /** What became of a recording: the recording itself where nothing was found. */
  record Outcome(AudioSource sound, List<RepairReport> reports) {}

  Outcome repair(AudioSource recording, ScratchSpace scratch, Progress progress)
      throws IOException {
    AudioSource sound = recording;
    List<RepairReport> reports = new ArrayList<>();
    for (int i = 0; i < repairs.size(); i++) {
      double share = 1.0 / repairs.size();
      ScratchAudio repaired = scratch.soundLike(recording);
      RepairReport report =
          repairs.get(i).apply(sound, repaired, progress.part(i * share, (i + 1) * share));
      reports.add(report);
      sound = report.changed() ? repaired : sound;
    }
    return new Outcome(sound, reports);
  }
}

package org.unroom.batch.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unroom.batch.journal.FileDigest;
import org.unroom.batch.journal.JobIdentity;
import org.unroom.batch.journal.JobRecords;
import org.unroom.batch.journal.JobStatus;
import org.unroom.batch.journal.JournalEntry;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.Probe;

/**
 * Does jobs of a batch in one thread, on whichever machine: knows from the records what need not be
 * done again, has the recording treated, and records it. The order on the disk is: the record
 * "planned" ({@link OutputClaims}), outputs under temporary names, outputs under their names, the
 * record "done". Wherever that is cut off, what lies under an output's name is known to be this
 * job's or not.
 */
public final class BatchHand implements Hand<PlannedRecording, JobEnd> {
  private final BatchWork work;
  private final JobRecords records;
  private final Rerun rerun;
  private final Path out;
  private final int threads;
  private final List<TreatmentPipeline> pipeline = new ArrayList<>();

  /**
   * Makes nothing yet; the signal processing is made for the first recording that needs it.
   *
   * @param out the folder from which records name outputs
   * @param threads within a job
   */
  public BatchHand(BatchWork work, JobRecords records, Rerun rerun, Path out, int threads) {
    this.work = work;
    this.records = records;
    this.rerun = rerun;
    this.out = out;
    this.threads = threads;
  }

  @Override
  public JobEnd work(PlannedRecording planned, Attempt attempt) throws IOException {
    if (planned.refusal().isPresent()) {
      throw new MediaException(planned.input().path(), planned.refusal().get());
    }
    attempt.report("reading", 0);
    JobIdentity identity = work.identify(planned, out);
    Optional<JournalEntry> before = rerun.resume() ? standing(identity) : Optional.empty();
    return before.isPresent()
        ? new JobEnd(before.get(), false)
        : new JobEnd(treat(planned, identity, attempt), true);
  }

  /** The earlier end that makes the job unnecessary. */
  private Optional<JournalEntry> standing(JobIdentity identity) {
    return records
        .lastEnd(identity.job())
        .filter(entry -> entry.identity().sameWork(identity))
        .filter(entry -> entry.status() != JobStatus.QUARANTINED || !rerun.retryFailed())
        .filter(entry -> entry.status() != JobStatus.FAILED)
        .filter(entry -> entry.outputs().stream().allMatch(o -> o.matches(out.resolve(o.path()))));
  }

  private JournalEntry treat(PlannedRecording planned, JobIdentity identity, Attempt attempt)
      throws IOException {
    boolean replace = mayReplace(planned, identity);
    RecordingTask task =
        new RecordingTask(
            work.rooms().of(planned).map(pipeline()::in).orElse(pipeline()),
            work.window(),
            work.strict(),
            work.save().replacing(replace),
            work.decoder());
    RecordingResult result = task.run(planned, attempt, attempt::commit);
    result = work.reporter().report(planned, result, replace, attempt);
    JournalEntry entry = done(planned, identity, result, attempt.number());
    records.append(entry);
    return entry;
  }

  private boolean mayReplace(PlannedRecording planned, JobIdentity identity) throws MediaException {
    boolean own = rerun.resume() && records.mayOwnOutputs(identity.job());
    for (Path output : planned.outputs().values()) {
      if (!rerun.force() && !own && Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
        throw new MediaException(
            output, "exists already and is none of this batch's outputs; --force replaces it");
      }
    }
    return rerun.force() || own;
  }

  private JournalEntry done(
      PlannedRecording planned, JobIdentity identity, RecordingResult result, int attempts)
      throws IOException {
    List<FileDigest> outputs = new ArrayList<>();
    for (SavedOutput output : result.outputs()) {
      outputs.add(digest(output.path()));
    }
    for (Path companion : companions(planned.outputs())) {
      if (Files.exists(companion)) {
        outputs.add(digest(companion));
      }
    }
    return new JournalEntry(
        identity,
        JobStatus.DONE,
        result.findings().headline(),
        outputs,
        figures(result),
        result.warnings(),
        attempts,
        result.elapsedSeconds());
  }

  private FileDigest digest(Path output) throws IOException {
    return FileDigest.of(output, BatchWork.seenFrom(out, output));
  }

  /** What goes with the sounds: the report, and the description of a response that is all. */
  private static List<Path> companions(Map<OutputKind, Path> planned) {
    List<Path> companions = new ArrayList<>();
    Optional.ofNullable(planned.get(OutputKind.REPORT)).ifPresent(companions::add);
    if (planned.keySet().stream().noneMatch(OutputKind::isTreatedRecording)) {
      Optional.ofNullable(planned.get(OutputKind.IR))
          .map(RoomNotes::besides)
          .ifPresent(companions::add);
    }
    return companions;
  }

  private static Map<String, Object> figures(RecordingResult result) throws IOException {
    Map<String, Object> figures = new LinkedHashMap<>(result.findings().measures());
    figures.remove(FitFields.NAME);
    figures.put("audio_seconds", result.audioSeconds());
    figures.put("sample_rate_hz", result.format().sampleRateHz());
    figures.put("channels", result.format().channels());
    for (SavedOutput output : result.outputs()) {
      if (output.kind().isTreatedRecording()) {
        Probe probe = Probe.of(output.path());
        figures.put("loudness_lufs", probe.loudnessLufs());
        figures.put("true_peak_dbtp", probe.truePeakDbtp());
      }
    }
    return figures;
  }

  private TreatmentPipeline pipeline() {
    if (pipeline.isEmpty()) {
      pipeline.add(work.pipeline().apply(threads));
    }
    return pipeline.get(0);
  }

  @Override
  public void close() {
    pipeline.forEach(TreatmentPipeline::close);
  }
}

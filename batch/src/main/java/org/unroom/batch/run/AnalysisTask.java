package org.unroom.batch.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.media.SoundDecoder;
import org.unroom.core.parallel.Progress;

/** Reads one recording and finds out about its room; writes nothing. */
public final class AnalysisTask {
  private final AnalysisPipeline pipeline;
  private final ReadWindow window;
  private final boolean strict;
  private final SoundDecoder decoder;

  /** A task for any number of recordings, which {@code decoder} decodes. */
  public AnalysisTask(
      AnalysisPipeline pipeline, ReadWindow window, boolean strict, SoundDecoder decoder) {
    this.pipeline = pipeline;
    this.window = window;
    this.strict = strict;
    this.decoder = decoder;
  }

  /** Does one recording. */
  public RecordingResult run(PlannedRecording planned, Progress progress) throws IOException {
    long start = System.nanoTime();
    progress.report("reading", 0);
    try (ScratchSpace scratch = ScratchSpace.temporary()) {
      Recording recording =
          Recording.read(planned.input().path(), window, strict, decoder, scratch);
      Findings findings = pipeline.analyze(recording.audio(), progress);
      List<String> warnings = new ArrayList<>(recording.warnings());
      warnings.addAll(findings.warnings());
      return new RecordingResult(
          planned.input(),
          recording.format(),
          recording.audio().length(),
          List.of(),
          findings,
          warnings,
          recording.notes(),
          (System.nanoTime() - start) / 1e9);
    }
  }
}

package org.unroom.cli;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.unroom.batch.plan.InputList;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.batch.run.AnalysisPipeline;
import org.unroom.batch.run.AnalysisTask;
import org.unroom.batch.run.PitchAnalysis;
import org.unroom.batch.run.RecordingResult;
import org.unroom.batch.run.ResponseAnalysis;
import org.unroom.core.parallel.Progress;
import org.unroom.reverb.acoustics.Bands;

/** {@code unroom analyze}: what kind of room a recording was made in; writes no files. */
final class AnalyzeCommand implements Command {
  private static final String BANDS = "octave|third";

  private final Supplier<Pipelines> pipelines;

  AnalyzeCommand(Supplier<Pipelines> pipelines) {
    this.pipelines = pipelines;
  }

  @Override
  public String name() {
    return "analyze";
  }

  @Override
  public String summary() {
    return "tells what kind of room recordings were made in, or their pitch";
  }

  @Override
  public String operands() {
    return "INPUT...";
  }

  @Override
  public List<OptionGroup> options() {
    return List.of(
        OptionGroup.of(
            "What to do",
            CommonOptions.flag("", "pitch", "tell the pitch instead: time, f0, confidence"),
            CommonOptions.flag("", "ir", "INPUTs are impulse responses: measure them (ISO 3382-1)"),
            CommonOptions.value("", "bands", BANDS, "width of the bands with --ir (octave)"),
            CommonOptions.seed()),
        CommonOptions.part(),
        CommonOptions.run(),
        CommonOptions.messages());
  }

  @Override
  public List<String> remarks() {
    return List.of("The findings are written to standard output, with --json as JSON lines.");
  }

  @Override
  public ExitCode run(Arguments arguments, Terminal terminal) throws UsageException {
    Manners manners = Manners.of(arguments);
    long seed = DereverbOptions.seed(arguments);
    int threads = DereverbOptions.threads(arguments);
    var window = DereverbOptions.window(arguments);
    Bands bands = bands(arguments);
    boolean pitch = arguments.has("pitch");
    boolean response = arguments.has("ir");
    if (pitch && response) {
      throw new UsageException("--pitch and --ir contradict each other; give one");
    }
    Supplier<AnalysisPipeline> made =
        () ->
            pitch
                ? new PitchAnalysis(threads)
                : response ? new ResponseAnalysis(bands) : pipelines.get().analyze(seed, threads);
    try (RunFrame frame = new RunFrame(terminal, manners);
        Lazy<AnalysisPipeline> pipeline = new Lazy<>(made, AnalysisPipeline::close)) {
      InputList inputs = frame.inputs(this, arguments);
      AnalysisTask task =
          new AnalysisTask(
              (recording, progress) -> pipeline.get().analyze(recording, progress),
              window,
              manners.strict());
      return frame.end(
          frame
              .jobs()
              .run(
                  inputs.problems(),
                  inputs.files().stream().map(PlannedRecording::withoutOutputs).toList(),
                  (planned, progress) -> one(task, planned, progress, manners, terminal)));
    }
  }

  private static Bands bands(Arguments arguments) throws UsageException {
    if (arguments.text("bands").isPresent() && !arguments.has("ir")) {
      throw new UsageException("--bands is for impulse responses; give --ir too");
    }
    return arguments.choice("bands", BANDS, "octave").equals("third") ? Bands.THIRD : Bands.OCTAVE;
  }

  private static RecordingResult one(
      AnalysisTask task,
      PlannedRecording planned,
      Progress progress,
      Manners manners,
      Terminal terminal)
      throws IOException {
    RecordingResult result = task.run(planned, progress);
    if (!manners.json()) {
      terminal.out().println(result.input().shownAs() + ": " + result.findings().headline());
      result.findings().table().forEach(terminal.out()::println);
    }
    return result;
  }
}

package org.unroom.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unroom.batch.plan.InputCollector;
import org.unroom.batch.plan.InputList;
import org.unroom.batch.plan.InputProblem;
import org.unroom.batch.plan.Locations;
import org.unroom.batch.plan.OutputPlan;
import org.unroom.batch.plan.PlanException;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.batch.plan.StandardInput;
import org.unroom.batch.report.Reporting;
import org.unroom.batch.run.JobRun;
import org.unroom.batch.run.ReadWindow;
import org.unroom.batch.run.RecordingTask;
import org.unroom.batch.run.RunSummary;
import org.unroom.batch.run.TreatmentPipeline;
import org.unroom.core.media.MediaException;

/**
 * What surrounds the work of every command that takes recordings: messages and progress, finding
 * the inputs, running them, the exit code. Opened when the command line is understood, closed when
 * all is done.
 */
final class RunFrame implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunFrame.class);

  private final Terminal terminal;
  private final Manners manners;
  private final Optional<JsonReport> json;
  private final StatusLine line;
  private final RunReport report;
  private final StandardInput standardInput;
  private final InterruptNotice interruptNotice;

  RunFrame(Terminal terminal, Manners manners) {
    this.terminal = terminal;
    this.manners = manners;
    this.line = new StatusLine(terminal);
    LogStart.on(line, manners.verbosity());
    this.json =
        manners.json()
            ? Optional.of(new JsonReport(new JsonLines(terminal.out())))
            : Optional.empty();
    this.report = new RunReport(manners, line, json);
    this.standardInput = new StandardInput(terminal.in());
    this.interruptNotice = new InterruptNotice(line);
  }

  /** The recordings that the operands mean. */
  InputList inputs(Command command, Arguments arguments) throws UsageException {
    return inputs(command, arguments.operands(), Locations.LOCAL);
  }

  /** The recordings that {@code operands} mean, which {@code locations} finds. */
  InputList inputs(Command command, List<String> operands, Locations locations)
      throws UsageException {
    if (operands.isEmpty()) {
      throw new UsageException(
          "%s needs an input: %s. See: unroom help %s"
              .formatted(command.name(), HelpText.usage(command), command.name()));
    }
    return InputCollector.collect(operands, standardInput, locations);
  }

  /** Messages to programs, where they are asked for. */
  Optional<JsonReport> json() {
    return json;
  }

  /** Standard error and the progress at its end. */
  StatusLine line() {
    return line;
  }

  /** Runs jobs and tells of them. */
  JobRun jobs() {
    return new JobRun(report, manners.failFast());
  }

  /**
   * Plans the outputs of {@code inputs}, has the recordings treated and written, and tells of it.
   *
   * @param window the part of each recording to work on
   * @param seed of the dither
   * @param made the signal processing, made when the first recording is treated
   */
  ExitCode treat(
      InputList inputs,
      OutputOptions output,
      ReadWindow window,
      long seed,
      Supplier<TreatmentPipeline> made)
      throws UsageException {
    OutputPlan plan;
    try {
      plan = OutputPlan.of(inputs.files(), output.rules());
    } catch (PlanException e) {
      throw new UsageException(e.getMessage());
    }
    plan.leftOut().forEach(f -> LOG.info("{}: left out, it is an output itself", f.shownAs()));
    if (output.dryRun()) {
      return end(rehearse(inputs.problems(), plan.recordings()));
    }
    try (Lazy<TreatmentPipeline> pipeline = new Lazy<>(made, TreatmentPipeline::close)) {
      RecordingTask task =
          new RecordingTask(
              (recording, scratch, progress) -> pipeline.get().treat(recording, scratch, progress),
              window,
              manners.strict(),
              output.save(seed),
              manners.decoder());
      Reporting reporting = new Reporting(manners.asked());
      return end(
          jobs()
              .run(
                  inputs.problems(),
                  plan.recordings(),
                  (planned, progress) ->
                      reporting.report(
                          planned, task.run(planned, progress), output.replace(), progress)));
    }
  }

  /** Tells on standard output what would be done. */
  RunSummary rehearse(List<InputProblem> problems, List<PlannedRecording> recordings) {
    List<PlannedRecording> refused =
        recordings.stream().filter(r -> r.refusal().isPresent()).toList();
    List<PlannedRecording> open = recordings.stream().filter(r -> r.refusal().isEmpty()).toList();
    open.forEach(this::tell);
    RunSummary failures =
        jobs()
            .run(
                problems,
                refused,
                (planned, progress) -> {
                  throw new IllegalStateException("refused recordings are not worked on");
                });
    return new RunSummary(open.size(), 0, failures.failed(), 0, failures.elapsedSeconds());
  }

  private void tell(PlannedRecording planned) {
    if (json.isPresent()) {
      json.get().planned(planned);
      return;
    }
    String outputs =
        planned.outputs().values().stream()
            .map(MediaException::shown)
            .collect(Collectors.joining(", "));
    String what = outputs.isEmpty() ? ": skipped, its outputs exist" : " -> " + outputs;
    terminal.out().println(planned.input().shownAs() + what);
  }

  /** Tells how the run ended. */
  ExitCode end(RunSummary summary) {
    ExitCode code = ExitCode.of(summary, manners.strict());
    report.summary(summary, code);
    return code;
  }

  @Override
  public void close() {
    interruptNotice.close();
    try {
      standardInput.close();
    } catch (IOException e) {
      LOG.debug("the copy of standard input stays", e);
    }
  }
}

package org.unroom.cli;

import java.util.List;
import java.util.function.Supplier;
import org.unroom.batch.plan.ExistingOutput;
import org.unroom.batch.plan.InputList;
import org.unroom.batch.plan.OutputPlan;
import org.unroom.batch.plan.PlanException;
import org.unroom.batch.run.DereverbPipeline;
import org.unroom.batch.run.RecordingTask;
import org.unroom.batch.run.RunSummary;

/** {@code unroom dereverb}: recordings in, dry recordings and their rooms out. */
final class DereverbCommand implements Command {
  private final Supplier<Pipelines> pipelines;

  DereverbCommand(Supplier<Pipelines> pipelines) {
    this.pipelines = pipelines;
  }

  @Override
  public String name() {
    return "dereverb";
  }

  @Override
  public String summary() {
    return "takes the room out of recordings";
  }

  @Override
  public String operands() {
    return "INPUT...";
  }

  @Override
  public List<OptionGroup> options() {
    return DereverbOptions.groups();
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "INPUT is a file, a folder, a glob, @list (a text file of inputs) or - (standard input).",
        "Outputs lie beside the input unless -o says otherwise, and have its length, rate,",
        "channels and sample format; lossy inputs give WAVs of 32-bit floats.");
  }

  @Override
  public ExitCode run(Arguments arguments, Terminal terminal) throws UsageException {
    DereverbOptions options = DereverbOptions.of(arguments);
    try (RunFrame frame = new RunFrame(terminal, options.manners())) {
      InputList inputs = frame.inputs(this, arguments);
      OutputPlan plan = OutputPlan.of(inputs.files(), options.rules());
      frame.tellLeftOut(plan.leftOut());
      return frame.end(
          options.dryRun()
              ? frame.rehearse(inputs.problems(), plan.recordings())
              : work(options, inputs, plan, frame));
    } catch (PlanException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private RunSummary work(
      DereverbOptions options, InputList inputs, OutputPlan plan, RunFrame frame) {
    Supplier<DereverbPipeline> made = () -> pipelines.get().dereverb(options.settings());
    try (Lazy<DereverbPipeline> pipeline = new Lazy<>(made, DereverbPipeline::close)) {
      RecordingTask task =
          new RecordingTask(
              (recording, progress) -> pipeline.get().treat(recording, progress),
              options.window(),
              options.settings().seed(),
              options.manners().strict(),
              options.rules().existing() == ExistingOutput.REPLACE,
              options.targetLufs());
      return frame.jobs().run(inputs.problems(), plan.recordings(), task::run);
    }
  }
}

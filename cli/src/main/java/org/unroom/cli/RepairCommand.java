package org.unroom.cli;

import java.util.List;
import java.util.function.Supplier;

/** {@code unroom repair}: recordings in, recordings without clicks, gaps and other damage out. */
final class RepairCommand implements TreatingCommand {
  private final Supplier<Pipelines> pipelines;

  RepairCommand(Supplier<Pipelines> pipelines) {
    this.pipelines = pipelines;
  }

  @Override
  public String name() {
    return "repair";
  }

  @Override
  public String summary() {
    return "takes clicks, gaps and other damage out of recordings";
  }

  @Override
  public String operands() {
    return "INPUT...";
  }

  @Override
  public List<OptionGroup> options() {
    return RepairOptions.groups();
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "The repairs asked for are done in the order they are listed in, whatever that of the",
        "options. What is not damaged comes back as it is; --save repaired,removed also saves",
        "what was taken out. SPANS are seconds, such as 1.250-1.310,4.2-4.25, or a file of them.");
  }

  @Override
  public TreatingJob job(Arguments arguments) throws UsageException {
    RepairOptions options = RepairOptions.of(arguments);
    return new TreatingJob(
        options.settings(),
        threads -> pipelines.get().repair(options.repairs()),
        1,
        options.seed(),
        options.window(),
        options.output());
  }
}

package org.unroom.cli;

/**
 * A command that treats recordings one by one, and that {@code batch} therefore can run over a
 * thousand: what it would do is told apart from doing it.
 */
interface TreatingCommand extends Command {
  /** What {@code arguments} ask to be done with every recording. */
  TreatingJob job(Arguments arguments) throws UsageException;

  @Override
  default ExitCode run(Arguments given, Terminal terminal) throws UsageException {
    if (given.has("list-presets")) {
      Preset.table().forEach(terminal.out()::println);
      return ExitCode.OK;
    }
    return treat(ConfigFile.merge(this, given), terminal);
  }

  /** Treats the recordings that {@code arguments} name. */
  default ExitCode treat(Arguments arguments, Terminal terminal) throws UsageException {
    TreatingJob job = job(arguments);
    try (RunFrame frame = new RunFrame(terminal, Manners.of(arguments))) {
      return frame.treat(
          frame.inputs(this, arguments),
          job.output(),
          job.window(),
          job.seed(),
          () -> job.pipeline().apply(job.threads()));
    }
  }
}

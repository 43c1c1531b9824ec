package org.unroom.cli;

import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds the command that the first word names and lets it run. */
public final class Main {
  private final List<Command> commands;
  private final Terminal terminal;

  Main(Supplier<Pipelines> pipelines, Terminal terminal) {
    this.terminal = terminal;
    List<TreatingCommand> treating = treating(pipelines);
    List<Command> all = new ArrayList<>(treating);
    all.addAll(
        List.of(
            new BatchCommand(treating),
            new AnalyzeCommand(pipelines),
            new EvaluateCommand(pipelines),
            new PlotCommand(),
            new ReportCommand(),
            new FormatsCommand(),
            new ProbeCommand(),
            new CompletionCommand(this::commands)));
    this.commands = List.copyOf(all);
  }

  /** The commands that treat recordings, which batch runs, too. */
  static List<TreatingCommand> treating(Supplier<Pipelines> pipelines) {
    return List.of(
        new DereverbCommand(pipelines),
        new ExtractIrCommand(pipelines),
        new SwapCommand(pipelines),
        new RepairCommand(pipelines));
  }

  /** Runs and ends the process with an {@link ExitCode}. */
  public static void main(String[] args) {
    // numbers look the same everywhere, also where commas are decimal points
    Locale.setDefault(Locale.ROOT);
    System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
    System.exit(new Main(BuiltInPipelines::new, Terminal.ofProcess()).run(args).code());
  }

  private List<Command> commands() {
    return commands;
  }

  /** Does what the words ask for. */
  ExitCode run(String... words) {
    if (words.length == 0) {
      terminal.err().print(HelpText.overview(commands));
      return ExitCode.USAGE;
    }
    List<String> rest = Arrays.asList(words).subList(1, words.length);
    try {
      return switch (words[0]) {
        case "help", "--help", "-h" -> help(rest);
        case "--version", "-V" -> version();
        case "--formats" ->
            command("formats").run(Arguments.parse(command("formats"), rest), terminal);
        default -> run(command(words[0]), rest);
      };
    } catch (UsageException e) {
      return wrongUsage(e.getMessage(), rest);
    } catch (InvalidPathException e) {
      return wrongUsage("%s: not a file name here".formatted(e.getInput()), rest);
    }
  }

  private ExitCode run(Command command, List<String> rest) throws UsageException {
    Arguments arguments = Arguments.parse(command, rest);
    if (arguments.has("help")) {
      terminal.out().print(HelpText.of(command));
      return ExitCode.OK;
    }
    return command.run(arguments, terminal);
  }

  private ExitCode help(List<String> rest) throws UsageException {
    terminal
        .out()
        .print(rest.isEmpty() ? HelpText.overview(commands) : HelpText.of(command(rest.get(0))));
    return ExitCode.OK;
  }

  private ExitCode version() {
    terminal.out().println("unroom " + Version.text());
    return ExitCode.OK;
  }

  private ExitCode wrongUsage(String message, List<String> words) {
    terminal.err().println(message);
    if (words.contains("--json")) {
      new JsonLines(terminal.out()).write("error", Map.of("message", message));
    }
    return ExitCode.USAGE;
  }

  private Command command(String name) throws UsageException {
    Optional<Command> found = commands.stream().filter(c -> c.name().equals(name)).findFirst();
    return found.orElseThrow(() -> unknown(name));
  }

  private UsageException unknown(String name) {
    List<String> known =
        Stream.concat(
                commands.stream().map(Command::name),
                Stream.of("help", "--help", "--version", "--formats"))
            .toList();
    String kind = name.startsWith("-") ? "option" : "command";
    String hint =
        NearestName.to(name, known).map(near -> "; did you mean %s?".formatted(near)).orElse(".");
    return new UsageException("unknown %s %s%s See: unroom --help".formatted(kind, name, hint));
  }
}

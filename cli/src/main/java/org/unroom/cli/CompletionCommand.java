package org.unroom.cli;

import java.util.List;
import java.util.function.Supplier;

/** {@code unroom completion}: what a shell needs to complete unroom's words. */
final class CompletionCommand implements Command {
  private final Supplier<List<Command>> commands;

  CompletionCommand(Supplier<List<Command>> commands) {
    this.commands = commands;
  }

  @Override
  public String name() {
    return "completion";
  }

  @Override
  public String summary() {
    return "writes completions for a shell";
  }

  @Override
  public String operands() {
    return "bash|zsh|fish";
  }

  @Override
  public List<OptionGroup> options() {
    return List.of(OptionGroup.of("Messages", CommonOptions.flag("h", "help", "this help")));
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "bash: source <(unroom completion bash)",
        "zsh:  source <(unroom completion zsh)",
        "fish: unroom completion fish | source");
  }

  @Override
  public ExitCode run(Arguments arguments, Terminal terminal) throws UsageException {
    String shell = String.join(" ", arguments.operands());
    Completions completions = new Completions(commands.get());
    String script =
        switch (shell) {
          case "bash" -> completions.bash();
          case "zsh" -> completions.zsh();
          case "fish" -> completions.fish();
          default ->
              throw new UsageException(
                  "completion needs a shell: bash, zsh or fish, not '%s'".formatted(shell));
        };
    terminal.out().print(script);
    return ExitCode.OK;
  }
}

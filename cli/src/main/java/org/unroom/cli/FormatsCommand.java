package org.unroom.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.unroom.core.media.Container;

/** {@code unroom formats}: the kinds of file that are read and written. */
final class FormatsCommand implements Command {
  @Override
  public String name() {
    return "formats";
  }

  @Override
  public String summary() {
    return "lists the kinds of file that are read and written";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public List<OptionGroup> options() {
    return List.of(OptionGroup.of("Messages", CommonOptions.flag("h", "help", "this help")));
  }

  @Override
  public List<String> remarks() {
    return List.of("A file is known by its content, whatever its name.");
  }

  @Override
  public ExitCode run(Arguments arguments, Terminal terminal) {
    for (Container container : Container.values()) {
      String endings =
          container.extensions().stream().map(e -> "." + e).collect(Collectors.joining(" "));
      terminal
          .out()
          .println(
              "%-6s %-6s %-20s %s"
                  .formatted(
                      "read", container.writable() ? "write" : "", container.title(), endings));
    }
    return ExitCode.OK;
  }
}

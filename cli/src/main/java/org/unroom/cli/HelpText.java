package org.unroom.cli;

import java.util.List;
import org.apache.commons.cli.Option;

/** The help that is printed: of all commands, and of one. */
final class HelpText {
  private static final int INDENT = 34;

  private HelpText() {}

  static String overview(List<Command> commands) {
    StringBuilder text = new StringBuilder();
    text.append("unroom takes the room out of a recording and hands the room over.\n\n");
    text.append("Usage: unroom COMMAND [OPTIONS] [INPUT...]\n\nCommands:\n");
    for (Command command : commands) {
      text.append("  %-12s %s%n".formatted(command.name(), command.summary()));
    }
    text.append(
        """

        Options:
          -h, --help     this help; unroom help COMMAND for one command
          -V, --version  the version
              --formats  the kinds of file that are read and written

        First steps:
          unroom dereverb talk.wav    talk_dry.wav and the room as talk_ir.wav
          unroom analyze talk.wav     what kind of room it is

        Exit codes:
        """);
    for (ExitCode code : ExitCode.values()) {
      text.append("  %-4d %s%n".formatted(code.code(), code.meaning()));
    }
    return text.toString();
  }

  static String of(Command command) {
    StringBuilder text = new StringBuilder();
    text.append("unroom %s: %s%n%n".formatted(command.name(), command.summary()));
    text.append("Usage: %s%n".formatted(usage(command)));
    for (OptionGroup group : command.options()) {
      text.append("%n%s:%n".formatted(group.title()));
      group.options().forEach(option -> text.append(line(option)));
    }
    if (!command.remarks().isEmpty()) {
      text.append('\n');
      command.remarks().forEach(remark -> text.append(remark).append('\n'));
    }
    return text.toString();
  }

  static String usage(Command command) {
    String options = command.options().isEmpty() ? "" : " [OPTIONS]";
    String operands = command.operands().isEmpty() ? "" : " " + command.operands();
    return "unroom " + command.name() + options + operands;
  }

  private static String line(Option option) {
    String letter = option.getOpt() == null ? "    " : "-" + option.getOpt() + ", ";
    String argument = option.hasArg() ? " " + option.getArgName() : "";
    String name = "  " + letter + "--" + option.getLongOpt() + argument;
    String gap = name.length() < INDENT ? " ".repeat(INDENT - name.length()) : "  ";
    return name + gap + option.getDescription() + "\n";
  }
}

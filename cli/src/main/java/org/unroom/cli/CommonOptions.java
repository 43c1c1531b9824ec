package org.unroom.cli;

import org.apache.commons.cli.Option;

/**
 * The options that commands share, each defined once. An argument name with bars, such as {@code
 * auto|plain|none}, lists all values there are; completions offer them.
 */
final class CommonOptions {
  private CommonOptions() {}

  static Option flag(String letter, String name, String text) {
    return named(letter, name).desc(text).get();
  }

  static Option value(String letter, String name, String argument, String text) {
    return named(letter, name).hasArg().argName(argument).desc(text).get();
  }

  private static Option.Builder named(String letter, String name) {
    Option.Builder builder = letter.isEmpty() ? Option.builder() : Option.builder(letter);
    return builder.longOpt(name);
  }

  static OptionGroup part() {
    return OptionGroup.of(
        "Part of the recording",
        value("", "start", "SECONDS", "begin there (0)"),
        value("", "duration", "SECONDS", "take that much (to the end)"),
        value("", "stream", "N", "which of several audio streams, 1 the first (the best)"));
  }

  static OptionGroup settings() {
    return OptionGroup.of(
        "Settings",
        value("", "preset", "NAME", "options that go together, such as podcast"),
        flag("", "list-presets", "tell which presets there are, and end"),
        value("", "config", "FILE", "JSON object of options, \"inputs\" too"));
  }

  static OptionGroup run() {
    return OptionGroup.of(
        "Run",
        value("j", "jobs", "N", "threads at work (as many as processors)"),
        flag("", "isolate", "decode in a process apart; a crash costs one file"),
        flag("", "strict", "damage is an error; warnings end with exit code 4"),
        flag("", "fail-fast", "stop at the first file that fails"));
  }

  static OptionGroup messages() {
    return OptionGroup.of(
        "Messages",
        flag("", "json", "JSON lines on standard output"),
        value("", "progress", "auto|plain|none", "bar on a terminal, lines, or nothing (auto)"),
        flag("q", "quiet", "warnings and errors only"),
        flag("v", "verbose", "say more"),
        flag("", "debug", "say everything, with stack traces"),
        flag("h", "help", "this help"));
  }

  static Option seed() {
    return value("", "seed", "N", "seed of everything random: same seed, same bytes (0)");
  }
}

package org.unroom.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Options that go together, under one name. What is asked for beside it has the last word. */
enum Preset {
  /** A mild treatment. */
  GENTLE("dereverb", "takes out half of the room", "amount=0.5"),
  /** Speech for publication on the net. */
  PODCAST(
      "dereverb",
      "speech: hum, clipping and noise repaired, dry, at -16 LUFS",
      "repair=declip,dehum,denoise",
      "level=lufs=-16"),
  /** Speech for radio and television. */
  BROADCAST("dereverb", "dry, at the -23 LUFS of EBU R 128", "level=lufs=-23"),
  /** Nothing is lost, and everything is on record. */
  ARCHIVE(
      "dereverb",
      "keeps what is taken out, reads every sample back, writes a report",
      "save=dry,ir,removed",
      "verify",
      "report"),
  /** Transfers of records. */
  VINYL("repair", "records: crackle, clicks and hum", "declick", "crackle=vinyl", "dehum"),
  /** Transfers of tapes. */
  TAPE("repair", "tapes: drop-outs, hum and hiss", "fill=auto", "dehum", "denoise");

  private final String command;
  private final String description;

  /** Words of the command line without their dashes, separated by blanks. */
  private final String options;

  Preset(String command, String description, String... options) {
    this.command = command;
    this.description = description;
    this.options = String.join(" ", options);
  }

  String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Values of options by their names; empty for options without one. */
  Map<String, String> options() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String option : options.split(" ", -1)) {
      int equals = option.indexOf('=');
      values.put(
          equals < 0 ? option : option.substring(0, equals),
          equals < 0 ? "" : option.substring(equals + 1));
    }
    return values;
  }

  /** The preset called {@code label}, which must be one for {@code command}. */
  static Preset called(String label, String command) throws UsageException {
    for (Preset preset : values()) {
      if (preset.label().equals(label)) {
        if (preset.command.equals(command)) {
          return preset;
        }
        throw new UsageException(
            "--preset=%s is for %s; %s".formatted(label, preset.command, offered(command)));
      }
    }
    throw new UsageException("--preset=%s is unknown; %s".formatted(label, offered(command)));
  }

  private static String offered(String command) {
    String labels =
        Arrays.stream(values())
            .filter(preset -> preset.command.equals(command))
            .map(Preset::label)
            .collect(Collectors.joining(", "));
    return labels.isEmpty()
        ? "%s has none".formatted(command)
        : "%s has %s".formatted(command, labels);
  }

  /** All of them, a line each. */
  static List<String> table() {
    return Arrays.stream(values())
        .map(
            preset ->
                "%-10s %-9s %s (%s)"
                    .formatted(
                        preset.label(),
                        preset.command,
                        preset.description,
                        Arrays.stream(preset.options.split(" ", -1))
                            .map(option -> "--" + option)
                            .collect(Collectors.joining(" "))))
        .toList();
  }
}

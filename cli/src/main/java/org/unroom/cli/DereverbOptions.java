package org.unroom.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.cli.Option;
import org.unroom.batch.plan.ExistingOutput;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.plan.OutputRules;
import org.unroom.batch.run.DereverbSettings;
import org.unroom.batch.run.ReadWindow;
import org.unroom.reverb.dereverb.DereverbMethod;

/**
 * What {@code dereverb} was asked for.
 *
 * @param settings of the signal processing
 * @param window the part of each recording to work on
 * @param targetLufs loudness of the dry sound, where one is asked for
 * @param rules where outputs go
 * @param dryRun whether to say only what would be done
 * @param manners towards people and scripts
 */
record DereverbOptions(
    DereverbSettings settings,
    ReadWindow window,
    OptionalDouble targetLufs,
    OutputRules rules,
    boolean dryRun,
    Manners manners) {
  private static final int MOST_THREADS = 1024;
  private static final String LUFS = "lufs=";
  private static final double SOFTEST_LUFS = -70;
  private static final String METHODS = "fit|predict|wpe";

  static List<OptionGroup> groups() {
    return List.of(
        OptionGroup.of(
            "What to do",
            CommonOptions.value("", "amount", "A", "how much of the room to take out, 0 to 1 (1)"),
            CommonOptions.value("", "save", "KINDS", "of dry,ir,removed (dry,ir)"),
            CommonOptions.value("", "method", METHODS, "how the room is taken out (fit)"),
            CommonOptions.seed()),
        CommonOptions.part(),
        OptionGroup.of(
            "Output",
            out(),
            CommonOptions.value("", "name", "NAME", "name of outputs ({dir}/{stem}_{kind}.{ext})"),
            CommonOptions.value("", "level", "LEVEL", "keep, or lufs=-23: loudness of dry (keep)"),
            CommonOptions.flag("", "force", "replace outputs that exist"),
            CommonOptions.flag("", "skip-existing", "leave outputs that exist alone"),
            CommonOptions.flag("n", "dry-run", "say what would be done, and do nothing")),
        CommonOptions.run(),
        CommonOptions.messages());
  }

  private static Option out() {
    return CommonOptions.value("o", "out", "OUT", "file (for one input) or folder to write to");
  }

  static DereverbOptions of(Arguments arguments) throws UsageException {
    double amount = arguments.number("amount", 0, 1, 1, "0.5 takes out half of the room");
    String method = arguments.choice("method", METHODS, "fit");
    DereverbSettings settings =
        new DereverbSettings(
            amount,
            DereverbMethod.called(method).orElseThrow(),
            seed(arguments),
            threads(arguments));
    OutputRules rules =
        new OutputRules(
            arguments.text("out").map(Path::of),
            arguments.text("name"),
            kinds(arguments.text("save").orElse("dry,ir")),
            existing(arguments));
    return new DereverbOptions(
        settings,
        window(arguments),
        level(arguments.text("level").orElse("keep")),
        rules,
        arguments.has("dry-run"),
        Manners.of(arguments));
  }

  static long seed(Arguments arguments) throws UsageException {
    return arguments.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE, 0, "such as 1");
  }

  static int threads(Arguments arguments) throws UsageException {
    int processors = Runtime.getRuntime().availableProcessors();
    String remedy = "this machine has %d processors".formatted(processors);
    return (int) arguments.integer("jobs", 1, MOST_THREADS, processors, remedy);
  }

  static ReadWindow window(Arguments arguments) throws UsageException {
    double start = arguments.number("start", 0, Double.MAX_VALUE, 0, "it is in seconds");
    OptionalDouble duration =
        arguments.number("duration", Double.MIN_NORMAL, Double.MAX_VALUE, "it is in seconds");
    return new ReadWindow(start, duration);
  }

  private static OptionalDouble level(String text) throws UsageException {
    if (text.equals("keep")) {
      return OptionalDouble.empty();
    }
    try {
      double lufs = text.startsWith(LUFS) ? Double.parseDouble(text.substring(LUFS.length())) : 1;
      if (lufs >= SOFTEST_LUFS && lufs <= 0) {
        return OptionalDouble.of(lufs);
      }
    } catch (NumberFormatException e) {
      // told below, with the range
    }
    throw new UsageException(
        "--level=%s must be keep or lufs= and a number between -70 and 0; such as lufs=-23"
            .formatted(text));
  }

  private static List<OutputKind> kinds(String text) throws UsageException {
    List<OutputKind> kinds = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      OutputKind kind =
          OutputKind.called(word.strip())
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--save=%s: '%s' is none of dry, ir, removed".formatted(text, word)));
      if (!kinds.contains(kind)) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  private static ExistingOutput existing(Arguments arguments) throws UsageException {
    boolean force = arguments.has("force");
    boolean skip = arguments.has("skip-existing");
    if (force && skip) {
      throw new UsageException("--force and --skip-existing contradict each other; give one");
    }
    if (force) {
      return ExistingOutput.REPLACE;
    }
    return skip ? ExistingOutput.SKIP : ExistingOutput.REFUSE;
  }
}

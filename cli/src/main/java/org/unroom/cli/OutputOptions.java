package org.unroom.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;
import org.unroom.batch.plan.ExistingOutput;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.plan.OutputRules;
import org.unroom.batch.run.Level;
import org.unroom.batch.run.SaveSettings;

/**
 * What a command that treats recordings was asked to write.
 *
 * @param rules where outputs go and what they are called
 * @param level of the treated sound
 * @param verify whether every sample of a file is read back and compared
 * @param dryRun whether to say only what would be done
 */
record OutputOptions(OutputRules rules, Level level, boolean verify, boolean dryRun) {
  private static final String LUFS = "lufs=";
  private static final double SOFTEST_LUFS = -70;

  /** The option that chooses among {@code offered}. */
  static Option save(List<OutputKind> offered, List<OutputKind> usual) {
    return CommonOptions.value(
        "", "save", "KINDS", "of %s (%s)".formatted(labels(offered), labels(usual)));
  }

  /** The other options. */
  static OptionGroup group() {
    return OptionGroup.of(
        "Output",
        CommonOptions.value("o", "out", "OUT", "file (for one input) or folder to write to"),
        CommonOptions.value("", "name", "NAME", "name of outputs ({dir}/{stem}_{kind}.{ext})"),
        CommonOptions.value("", "level", "LEVEL", "keep, match (the recording's), lufs=-23 (keep)"),
        CommonOptions.flag("", "report", "an HTML report beside the outputs: see and hear it"),
        CommonOptions.value("", "preview", "START+DUR", "that part alone, before and after"),
        CommonOptions.flag("", "verify", "read every sample back and compare it"),
        CommonOptions.flag("", "force", "replace outputs that exist"),
        CommonOptions.flag("", "skip-existing", "leave outputs that exist alone"),
        CommonOptions.flag("n", "dry-run", "say what would be done, and do nothing"));
  }

  /**
   * Reads the options.
   *
   * @param offered the kinds that --save can name
   * @param usual the kinds that are saved without it
   */
  static OutputOptions of(Arguments arguments, List<OutputKind> offered, List<OutputKind> usual)
      throws UsageException {
    List<OutputKind> kinds = kinds(arguments.text("save").orElse(labels(usual)), offered);
    if (arguments.has("preview")) {
      kinds.add(OutputKind.BEFORE);
    }
    if (arguments.has("report")) {
      kinds.add(OutputKind.REPORT);
    }
    OutputRules rules =
        new OutputRules(
            arguments.text("out").map(Path::of),
            arguments.text("name"),
            kinds,
            existing(arguments));
    return new OutputOptions(
        rules,
        level(arguments.text("level").orElse("keep")),
        arguments.has("verify"),
        arguments.has("dry-run"));
  }

  /** How files are written, with this seed of the dither. */
  SaveSettings save(long seed) {
    return new SaveSettings(seed, replace(), level, verify);
  }

  boolean replace() {
    return rules.existing() == ExistingOutput.REPLACE;
  }

  private static Level level(String text) throws UsageException {
    if (text.equals("keep") || text.equals("match")) {
      return text.equals("keep") ? Level.KEEP : Level.MATCH;
    }
    try {
      double lufs = text.startsWith(LUFS) ? Double.parseDouble(text.substring(LUFS.length())) : 1;
      if (lufs >= SOFTEST_LUFS && lufs <= 0) {
        return Level.ofLufs(lufs);
      }
    } catch (NumberFormatException e) {
      // told below, with the range
    }
    throw new UsageException(
        "--level=%s must be keep, match, or lufs= and a number between -70 and 0; such as lufs=-23"
            .formatted(text));
  }

  private static List<OutputKind> kinds(String text, List<OutputKind> offered)
      throws UsageException {
    List<OutputKind> kinds = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      OutputKind kind =
          OutputKind.called(word.strip())
              .filter(offered::contains)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--save=%s: '%s' is none of %s"
                              .formatted(text, word, String.join(", ", names(offered)))));
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

  private static String labels(List<OutputKind> kinds) {
    return String.join(",", names(kinds));
  }

  private static List<String> names(List<OutputKind> kinds) {
    return kinds.stream().map(OutputKind::label).toList();
  }
}

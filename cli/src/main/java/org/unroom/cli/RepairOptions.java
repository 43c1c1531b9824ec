package org.unroom.cli;

import java.util.List;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.run.ReadWindow;
import org.unroom.core.repair.Repair;

/**
 * What {@code unroom repair} was asked for.
 *
 * @param repairs in the order in which they are done, at least one
 * @param seed of the dither
 * @param window the part of each recording to work on
 * @param output what to write
 * @param settings the repairs as text, with what they depend on
 */
record RepairOptions(
    List<Repair> repairs, long seed, ReadWindow window, OutputOptions output, String settings) {
  private static final List<OutputKind> OFFERED = List.of(OutputKind.REPAIRED, OutputKind.REMOVED);
  private static final List<OutputKind> USUAL = List.of(OutputKind.REPAIRED);

  static List<OptionGroup> groups() {
    return List.of(
        RepairSelection.group(OutputOptions.save(OFFERED, USUAL), CommonOptions.seed()),
        CommonOptions.part(),
        OutputOptions.group(),
        CommonOptions.settings(),
        CommonOptions.run(),
        CommonOptions.messages());
  }

  static RepairOptions of(Arguments arguments) throws UsageException {
    ReadWindow window = DereverbOptions.window(arguments);
    List<Repair> repairs = RepairSelection.ofOptions(arguments, window);
    if (repairs.isEmpty()) {
      throw new UsageException(
          "repair was not told what to repair; give %s".formatted(RepairSelection.flags()));
    }
    return new RepairOptions(
        repairs,
        DereverbOptions.seed(arguments),
        window,
        OutputOptions.of(arguments, OFFERED, USUAL),
        RepairSelection.asText(arguments));
  }
}

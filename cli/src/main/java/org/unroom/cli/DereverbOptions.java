package org.unroom.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.commons.cli.Option;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.run.DereverbSettings;
import org.unroom.batch.run.ReadWindow;
import org.unroom.core.repair.Repair;
import org.unroom.reverb.dereverb.DereverbMethod;
import org.unroom.reverb.dereverb.SoundModel;

/**
 * What {@code dereverb} was asked for.
 *
 * @param repairs to do first, in their order; may be none
 * @param settings of the signal processing
 * @param window the part of each recording to work on
 * @param output what to write
 */
record DereverbOptions(
    List<Repair> repairs, DereverbSettings settings, ReadWindow window, OutputOptions output) {
  private static final int MOST_THREADS = 1024;
  private static final int MOST_STREAMS = 1000;
  private static final List<OutputKind> OFFERED =
      List.of(OutputKind.DRY, OutputKind.IR, OutputKind.REMOVED, OutputKind.RESYNTH);
  private static final List<OutputKind> USUAL = List.of(OutputKind.DRY, OutputKind.IR);
  private static final String METHODS = "fit|predict|wpe|ddsp";
  private static final String MODELS = "auto|voice|instrument|mix";

  static List<OptionGroup> groups() {
    return List.of(
        OptionGroup.of(
            "What to do",
            CommonOptions.value("", "amount", "A", "how much of the room to take out, 0 to 1 (1)"),
            OutputOptions.save(OFFERED, USUAL),
            CommonOptions.value(
                "", "repair", "REPAIRS", "do first: some of " + RepairSelection.words()),
            modelOption(),
            CommonOptions.value("", "method", METHODS, "how the room is taken out (fit)"),
            CommonOptions.seed()),
        CommonOptions.part(),
        OutputOptions.group(),
        CommonOptions.settings(),
        CommonOptions.run(),
        CommonOptions.messages());
  }

  static DereverbOptions of(Arguments arguments) throws UsageException {
    double amount = arguments.number("amount", 0, 1, 1, "0.5 takes out half of the room");
    String method = arguments.choice("method", METHODS, "fit");
    Optional<String> repairs = arguments.text("repair");
    OutputOptions output = OutputOptions.of(arguments, OFFERED, USUAL);
    DereverbSettings settings =
        new DereverbSettings(
            amount,
            DereverbMethod.called(method).orElseThrow(),
            model(arguments),
            seed(arguments),
            output.rules().kinds().contains(OutputKind.RESYNTH),
            threads(arguments));
    return new DereverbOptions(
        repairs.isPresent() ? RepairSelection.ofWords(repairs.get()) : List.of(),
        settings,
        window(arguments),
        output);
  }

  static Option modelOption() {
    return CommonOptions.value("", "model", MODELS, "what kind of sound is in the room (auto)");
  }

  static SoundModel model(Arguments arguments) throws UsageException {
    return SoundModel.called(arguments.choice("model", MODELS, "auto")).orElseThrow();
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
    Optional<String> preview = arguments.text("preview");
    if (preview.isPresent()) {
      return preview(preview.get(), arguments);
    }
    double start = arguments.number("start", 0, Double.MAX_VALUE, 0, "it is in seconds");
    OptionalDouble duration =
        arguments.number("duration", Double.MIN_NORMAL, Double.MAX_VALUE, "it is in seconds");
    return new ReadWindow(start, duration, stream(arguments));
  }

  private static OptionalInt stream(Arguments arguments) throws UsageException {
    return arguments.has("stream")
        ? OptionalInt.of((int) arguments.integer("stream", 1, MOST_STREAMS, 1, "1 is the first"))
        : OptionalInt.empty();
  }

  private static ReadWindow preview(String text, Arguments arguments) throws UsageException {
    if (arguments.has("start") || arguments.has("duration")) {
      throw new UsageException("--preview says what part already; leave out --start, --duration");
    }
    return ReadWindow.preview(text, stream(arguments))
        .orElseThrow(
            () ->
                new UsageException(
                    "--preview=%s must be START+DUR in seconds, such as 60+10".formatted(text)));
  }
}

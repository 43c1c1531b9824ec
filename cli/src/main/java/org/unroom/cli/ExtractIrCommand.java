package org.unroom.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.unroom.batch.plan.InputFile;
import org.unroom.batch.plan.InputList;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.run.ExtractSettings;
import org.unroom.core.media.SoundDecoder;
import org.unroom.reverb.ir.IrLayout;
import org.unroom.reverb.ir.IrNormalization;
import org.unroom.reverb.ir.IrSettings;

/** {@code unroom extract-ir}: the room of a recording as an impulse response. */
final class ExtractIrCommand implements TreatingCommand {
  private static final List<OutputKind> OFFERED = List.of(OutputKind.IR);
  private static final String LAYOUTS = "mono|stereo|true-stereo|true-stereo-pair";
  private static final String NORMALIZATIONS = "none|peak|energy";
  private static final String SAME_ROOM = "same-room";
  private static final double SHORTEST_SECONDS = 0.01;
  private static final double LONGEST_SECONDS = 60;
  private static final int LOWEST_RATE_HZ = 8000;
  private static final int HIGHEST_RATE_HZ = 384_000;

  private final Supplier<Pipelines> pipelines;

  ExtractIrCommand(Supplier<Pipelines> pipelines) {
    this.pipelines = pipelines;
  }

  @Override
  public String name() {
    return "extract-ir";
  }

  @Override
  public String summary() {
    return "hands over rooms as impulse responses";
  }

  @Override
  public String operands() {
    return "INPUT...";
  }

  @Override
  public List<OptionGroup> options() {
    return List.of(
        OptionGroup.of(
            "What to do",
            CommonOptions.flag("", SAME_ROOM, "INPUTs share one room; fit them together"),
            CommonOptions.value("", "ir-layout", LAYOUTS, "channels (as the recording's)"),
            CommonOptions.value("", "ir-normalize", NORMALIZATIONS, "level (none: direct is 1)"),
            CommonOptions.value("", "ir-direct", "keep|remove", "the direct sound (keep)"),
            CommonOptions.value("", "ir-predelay", "keep|trim", "what lies before (keep)"),
            CommonOptions.value("", "ir-length", "SECONDS", "cut the decay there (not at all)"),
            CommonOptions.value("", "rate", "HZ", "sample rate (the recording's)"),
            CommonOptions.seed()),
        CommonOptions.part(),
        OutputOptions.group(),
        CommonOptions.settings(),
        CommonOptions.run(),
        CommonOptions.messages());
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "Responses are WAVs of 32-bit floats, or FLACs where -o says so; a JSON file of the same",
        "name beside each says what is known of the room, and how well.",
        "true-stereo holds LL, LR, RL, RR (source, ear); -pair writes them as two stereo files.");
  }

  @Override
  public TreatingJob job(Arguments arguments) throws UsageException {
    IrSettings response = response(arguments);
    OutputOptions output = output(arguments);
    SoundDecoder decoder = Manners.of(arguments).decoder();
    return new TreatingJob(
        settings(response, List.of(), 1).toString(),
        threads -> pipelines.get().extract(settings(response, List.of(), threads), decoder),
        DereverbOptions.threads(arguments),
        response.seed(),
        DereverbOptions.window(arguments),
        output);
  }

  @Override
  public ExitCode treat(Arguments arguments, Terminal terminal) throws UsageException {
    if (!arguments.has(SAME_ROOM)) {
      return TreatingCommand.super.treat(arguments, terminal);
    }
    for (String part : List.of("start", "duration")) {
      if (arguments.has(part)) {
        throw new UsageException(
            "--%s is for one recording; --same-room hears all of each".formatted(part));
      }
    }
    TreatingJob job = job(arguments);
    IrSettings response = response(arguments);
    Manners manners = Manners.of(arguments);
    try (RunFrame frame = new RunFrame(terminal, manners)) {
      InputList inputs = frame.inputs(this, arguments);
      if (inputs.files().size() > 1 && !inputs.problems().isEmpty()) {
        throw new UsageException(
            "%s: %s; --same-room needs all its inputs"
                .formatted(inputs.problems().get(0).shownAs(), inputs.problems().get(0).problem()));
      }
      List<InputFile> files = inputs.files();
      List<Path> others = files.stream().skip(1).map(InputFile::path).toList();
      return frame.treat(
          new InputList(files.stream().limit(1).toList(), inputs.problems()),
          job.output(),
          job.window(),
          job.seed(),
          () ->
              pipelines
                  .get()
                  .extract(settings(response, others, job.threads()), manners.decoder()));
    }
  }

  private static ExtractSettings settings(IrSettings response, List<Path> sameRoom, int threads) {
    return new ExtractSettings(response, sameRoom, threads, Version.text());
  }

  private static OutputOptions output(Arguments arguments) throws UsageException {
    OutputOptions output = OutputOptions.of(arguments, OFFERED, OFFERED);
    if (arguments.has("preview")) {
      throw new UsageException(
          "--preview is for recordings; --start and --duration choose what is heard");
    }
    if (output.level().changes()) {
      throw new UsageException("--level is for recordings; responses have --ir-normalize");
    }
    return output;
  }

  private static IrSettings response(Arguments arguments) throws UsageException {
    Optional<IrLayout> layout =
        arguments.text("ir-layout").isPresent()
            ? IrLayout.called(arguments.choice("ir-layout", LAYOUTS, "mono"))
            : Optional.empty();
    String normalization = arguments.choice("ir-normalize", NORMALIZATIONS, "none");
    String direct = arguments.choice("ir-direct", "keep|remove", "keep");
    String predelay = arguments.choice("ir-predelay", "keep|trim", "keep");
    long rate =
        arguments.integer("rate", LOWEST_RATE_HZ, HIGHEST_RATE_HZ, LOWEST_RATE_HZ, "such as 48000");
    return new IrSettings(
        layout,
        IrNormalization.called(normalization).orElseThrow(),
        direct.equals("keep"),
        predelay.equals("keep"),
        arguments.number("ir-length", SHORTEST_SECONDS, LONGEST_SECONDS, "it is in seconds"),
        arguments.text("rate").isPresent() ? OptionalInt.of((int) rate) : OptionalInt.empty(),
        DereverbOptions.seed(arguments));
  }
}

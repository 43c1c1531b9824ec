package org.unroom.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.run.DereverbSettings;
import org.unroom.batch.run.RoomSwapSettings;
import org.unroom.core.media.SoundDecoder;
import org.unroom.reverb.dereverb.DereverbMethod;
import org.unroom.reverb.swap.SwapSettings;
import org.unroom.reverb.swap.Tail;

/** {@code unroom swap}: recordings put into another room. */
final class SwapCommand implements TreatingCommand {
  private static final List<OutputKind> OFFERED = List.of(OutputKind.SWAPPED, OutputKind.DRY);
  private static final List<OutputKind> USUAL = List.of(OutputKind.SWAPPED);
  private static final double LONGEST_PREDELAY_MS = 1000;

  private final Supplier<Pipelines> pipelines;

  SwapCommand(Supplier<Pipelines> pipelines) {
    this.pipelines = pipelines;
  }

  @Override
  public String name() {
    return "swap";
  }

  @Override
  public String summary() {
    return "takes the room out and puts another in";
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
            CommonOptions.value("", "ir", "FILE", "the other room: an impulse response"),
            CommonOptions.value("", "match", "FILE", "the other room: that of this recording"),
            CommonOptions.value("", "wet", "W", "how much of the other room, 0 to 1 (1)"),
            CommonOptions.value("", "predelay", "MS", "milliseconds before the other room (0)"),
            CommonOptions.value("", "tail", "keep|cut", "what rings on behind the end (keep)"),
            CommonOptions.value(
                "", "amount", "A", "how much of its own room to take out, 0 to 1 (1)"),
            DereverbOptions.modelOption(),
            OutputOptions.save(OFFERED, USUAL),
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
        "The direct sound keeps its level and its place; --amount 0 only convolves.",
        "Responses may have one channel, two (left, right) or four (LL, LR, RL, RR).");
  }

  @Override
  public TreatingJob job(Arguments arguments) throws UsageException {
    RoomSwapSettings settings = settings(arguments);
    SoundDecoder decoder = Manners.of(arguments).decoder();
    return new TreatingJob(
        settings.withThreads(1).toString(),
        threads -> pipelines.get().swap(settings.withThreads(threads), decoder),
        settings.dereverb().threads(),
        settings.dereverb().seed(),
        DereverbOptions.window(arguments),
        OutputOptions.of(arguments, OFFERED, USUAL));
  }

  private static RoomSwapSettings settings(Arguments arguments) throws UsageException {
    Optional<String> response = arguments.text("ir");
    Optional<String> match = arguments.text("match");
    if (response.isPresent() == match.isPresent()) {
      throw new UsageException(
          "swap needs one other room: --ir FILE (an impulse response) or --match FILE (a"
              + " recording). See: unroom help swap");
    }
    double wet = arguments.number("wet", 0, 1, 1, "0.5 is half of the other room");
    double predelay =
        arguments.number("predelay", 0, LONGEST_PREDELAY_MS, 0, "it is in milliseconds");
    Tail tail = arguments.choice("tail", "keep|cut", "keep").equals("keep") ? Tail.KEEP : Tail.CUT;
    double amount = arguments.number("amount", 0, 1, 1, "0 only convolves");
    return new RoomSwapSettings(
        Path.of(response.or(() -> match).orElseThrow()),
        match.isPresent(),
        new SwapSettings(wet, predelay / 1000, tail),
        new DereverbSettings(
            amount,
            DereverbMethod.FIT,
            DereverbOptions.model(arguments),
            DereverbOptions.seed(arguments),
            DereverbOptions.threads(arguments)));
  }
}

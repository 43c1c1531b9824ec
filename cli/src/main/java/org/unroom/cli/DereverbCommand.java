package org.unroom.cli;

import java.util.List;
import java.util.function.Supplier;
import org.unroom.batch.run.DereverbSettings;

/** {@code unroom dereverb}: recordings in, dry recordings and their rooms out. */
final class DereverbCommand implements TreatingCommand {
  private final Supplier<Pipelines> pipelines;

  DereverbCommand(Supplier<Pipelines> pipelines) {
    this.pipelines = pipelines;
  }

  @Override
  public String name() {
    return "dereverb";
  }

  @Override
  public String summary() {
    return "takes the room out of recordings";
  }

  @Override
  public String operands() {
    return "INPUT...";
  }

  @Override
  public List<OptionGroup> options() {
    return DereverbOptions.groups();
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "INPUT is a file, a folder, a glob, @list (a text file of inputs) or - (standard input).",
        "Outputs lie beside the input unless -o says otherwise, and have its length, rate,",
        "channels and sample format; lossy inputs give WAVs of 32-bit floats, videos give videos",
        "with everything beside the sound copied. -o names other kinds: see unroom formats.");
  }

  @Override
  public TreatingJob job(Arguments arguments) throws UsageException {
    DereverbOptions options = DereverbOptions.of(arguments);
    DereverbSettings settings = options.settings();
    return new TreatingJob(
        "%s after %s".formatted(settings.withThreads(1), arguments.text("repair").orElse("none")),
        threads -> pipelines.get().dereverb(options.repairs(), settings.withThreads(threads)),
        settings.threads(),
        settings.seed(),
        options.window(),
        options.output());
  }
}

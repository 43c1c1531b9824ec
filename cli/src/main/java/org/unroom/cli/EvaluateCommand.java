package org.unroom.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unroom.batch.run.Failure;
import org.unroom.batch.run.Findings;
import org.unroom.batch.run.ReadWindow;
import org.unroom.batch.run.Recording;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.media.SoundDecoder;

/** {@code unroom evaluate}: how near an estimate comes to a dry reference, in numbers. */
final class EvaluateCommand implements Command {
  private final Supplier<Pipelines> pipelines;

  EvaluateCommand(Supplier<Pipelines> pipelines) {
    this.pipelines = pipelines;
  }

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String summary() {
    return "measures an estimate against a dry reference";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public List<OptionGroup> options() {
    return List.of(
        OptionGroup.of(
            "What to compare",
            CommonOptions.value("", "reference", "DRY", "the dry recording"),
            CommonOptions.value("", "estimate", "EST", "the recording to measure")),
        CommonOptions.messages());
  }

  @Override
  public List<String> remarks() {
    return List.of("Both need the same sample rate; the measures go to standard output.");
  }

  @Override
  public ExitCode run(Arguments arguments, Terminal terminal) throws UsageException {
    Manners manners = Manners.of(arguments);
    Path reference = file(arguments, "reference");
    Path estimate = file(arguments, "estimate");
    if (!arguments.operands().isEmpty()) {
      throw new UsageException(
          "%s: evaluate takes --reference and --estimate and no more"
              .formatted(arguments.operands().get(0)));
    }
    LogStart.on(new StatusLine(terminal), manners.verbosity());
    try {
      Findings findings = evaluate(reference, estimate);
      tell(findings, reference, estimate, manners, terminal);
      return ExitCode.OK;
    } catch (MediaException e) {
      log().error("{}", e.getMessage(), e);
      tellJson(manners, terminal, "error", Map.of("message", e.getMessage()));
    } catch (IOException | RuntimeException | OutOfMemoryError | LinkageError e) {
      String problem = "evaluate: " + Failure.of(e).problem();
      log().error("{}", problem, e);
      tellJson(manners, terminal, "error", Map.of("message", problem));
    }
    return ExitCode.FAILED;
  }

  private static Path file(Arguments arguments, String option) throws UsageException {
    return arguments
        .text(option)
        .map(Path::of)
        .orElseThrow(
            () ->
                new UsageException(
                    "evaluate needs --%s FILE. See: unroom help evaluate".formatted(option)));
  }

  private Findings evaluate(Path reference, Path estimate) throws IOException {
    try (ScratchSpace scratch = ScratchSpace.temporary()) {
      return evaluate(reference, estimate, scratch);
    }
  }

  private Findings evaluate(Path reference, Path estimate, ScratchSpace scratch)
      throws IOException {
    Recording dry = Recording.read(reference, ReadWindow.WHOLE, false, SoundDecoder.HERE, scratch);
    Recording other = Recording.read(estimate, ReadWindow.WHOLE, false, SoundDecoder.HERE, scratch);
    int rate = dry.format().sampleRateHz();
    if (other.format().sampleRateHz() != rate) {
      throw new MediaException(
          estimate,
          "has a sample rate of %d Hz, the reference has %d Hz; convert one"
              .formatted(other.format().sampleRateHz(), rate));
    }
    return pipelines.get().evaluate().evaluate(dry.audio().all(), other.audio().all());
  }

  private static void tell(
      Findings findings, Path reference, Path estimate, Manners manners, Terminal terminal) {
    findings.warnings().forEach(warning -> log().warn("{}", warning));
    if (manners.json()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("reference", reference.toString());
      fields.put("estimate", estimate.toString());
      fields.put("headline", findings.headline());
      fields.put("measures", findings.measures());
      fields.put("warnings", findings.warnings());
      tellJson(manners, terminal, "result", fields);
      return;
    }
    terminal.out().println(findings.headline());
    findings.table().forEach(terminal.out()::println);
  }

  private static void tellJson(
      Manners manners, Terminal terminal, String type, Map<String, Object> fields) {
    if (manners.json()) {
      new JsonLines(terminal.out()).write(type, fields);
    }
  }

  /** Not a constant: commands are made for --help, too, which does without a log. */
  private static Logger log() {
    return LoggerFactory.getLogger(EvaluateCommand.class);
  }
}

package org.unroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unroom.batch.report.PlotKind;
import org.unroom.batch.run.Failure;
import org.unroom.core.media.AtomicOutput;
import org.unroom.core.media.Container;
import org.unroom.core.plot.Fonts;
import org.unroom.core.plot.Picture;

/** {@code unroom plot}: one picture of a file, as PNG or SVG. */
final class PlotCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(PlotCommand.class);
  private static final int PNG_SCALE = 2;

  @Override
  public String name() {
    return "plot";
  }

  @Override
  public String summary() {
    return "draws a picture of a recording or of a room";
  }

  @Override
  public String operands() {
    return "INPUT";
  }

  @Override
  public List<OptionGroup> options() {
    return List.of(
        OptionGroup.of(
            "What to do",
            CommonOptions.value("", "what", PlotKind.labels(), "what is drawn (spectrogram)"),
            CommonOptions.value("o", "out", "FILE", "the picture, a .png or .svg"),
            CommonOptions.flag("", "force", "replace a picture that exists")),
        CommonOptions.part(),
        CommonOptions.messages());
  }

  @Override
  public List<String> remarks() {
    return List.of("PNGs are twice the size of the SVG in pixels, for sharp letters.");
  }

  @Override
  public ExitCode run(Arguments arguments, Terminal terminal) throws UsageException {
    Manners manners = Manners.of(arguments);
    if (arguments.operands().size() != 1) {
      throw new UsageException("plot needs one input. See: unroom help plot");
    }
    Path out = out(arguments.text("out"));
    String what = arguments.choice("what", PlotKind.labels(), PlotKind.SPECTROGRAM.label());
    LogStart.on(new StatusLine(terminal), manners.verbosity());
    Path input = Path.of(arguments.operands().get(0));
    Optional<String> noFonts = Fonts.missing();
    if (noFonts.isPresent()) {
      LOG.error("{}", noFonts.get());
      return ExitCode.FAILED;
    }
    try {
      Picture picture =
          PlotKind.called(what).orElseThrow().of(input, DereverbOptions.window(arguments));
      write(picture, out, arguments.has("force"));
      LOG.info("{}: {}", out, picture.description());
      return ExitCode.OK;
    } catch (IOException | RuntimeException e) {
      LOG.error("{}: {}", input, Failure.of(e).problem(), e);
      return ExitCode.FAILED;
    }
  }

  private static Path out(Optional<String> given) throws UsageException {
    String name =
        given.orElseThrow(
            () -> new UsageException("plot needs a name for the picture: -o picture.svg"));
    if (!List.of("png", "svg").contains(Container.extensionOf(Path.of(name)))) {
      throw new UsageException("-o=%s must end in .png or .svg".formatted(name));
    }
    return Path.of(name);
  }

  private static void write(Picture picture, Path out, boolean replace) throws IOException {
    try (AtomicOutput output = new AtomicOutput(out, replace)) {
      if (Container.extensionOf(out).equals("svg")) {
        Files.writeString(output.temporary(), picture.svg(), UTF_8);
      } else {
        Files.write(output.temporary(), picture.png(PNG_SCALE));
      }
      output.commit();
    }
  }
}

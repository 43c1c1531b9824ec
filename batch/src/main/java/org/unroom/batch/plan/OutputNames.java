package org.unroom.batch.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import org.unroom.core.media.Container;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.Muxer;
import org.unroom.core.media.OutputPolicy;

/**
 * The name of each output, by the rules of -o and --name. Without -o, outputs lie beside their
 * input. {@code -o name.wav} with one input names the first kind saved, and the other kinds lie
 * beside it as {@code name_kind.wav}; any other -o is a folder, in which inputs found below a
 * folder keep their subfolders.
 */
final class OutputNames {
  private static final String REPORT_ENDING = ".html";

  private final OutputRules rules;
  private final NameTemplate template;
  private final boolean outIsFile;

  private OutputNames(OutputRules rules, boolean outIsFile) throws PlanException {
    this.rules = rules;
    this.outIsFile = outIsFile;
    this.template = new NameTemplate(rules.name().orElse(NameTemplate.USUAL), rules.kinds().size());
  }

  static OutputNames of(int inputs, OutputRules rules) throws PlanException {
    boolean file = rules.out().isPresent() && isFileName(rules.out().get());
    if (file) {
      checkFile(rules.out().get(), inputs, rules);
    } else if (rules.out().isPresent() && Files.isRegularFile(rules.out().get())) {
      throw new PlanException(
          "-o=%s is a file, and its ending is none that Unroom writes; name a folder or a .wav"
              .formatted(MediaException.shown(rules.out().get())));
    }
    return new OutputNames(rules, file);
  }

  private static boolean isFileName(Path out) {
    return Container.named(out).isPresent() && !Files.isDirectory(out);
  }

  private static void checkFile(Path out, int inputs, OutputRules rules) throws PlanException {
    String shown = MediaException.shown(out);
    requireWritable(out);
    if (inputs > 1) {
      throw new PlanException(
          "-o=%s names one file, and there are %d inputs; name a folder".formatted(shown, inputs));
    }
    if (rules.name().isPresent()) {
      throw new PlanException(
          "-o=%s names a file, and so does --name; leave one out".formatted(shown));
    }
    long sounds = rules.kinds().stream().filter(kind -> kind != OutputKind.REPORT).count();
    if (sounds > 1 && !rules.first().isTreatedRecording()) {
      throw new PlanException(
          "-o=%s names one file, and --save asks for several kinds, none of them the recording"
                  .formatted(shown)
              + " itself; name a folder");
    }
  }

  private static void requireWritable(Path output) throws PlanException {
    if (Muxer.named(output).isEmpty()) {
      throw new PlanException(
          "%s: Unroom does not write .%s files; see: unroom formats"
              .formatted(MediaException.shown(output), Container.extensionOf(output)));
    }
  }

  /** The file for {@code kind} of {@code input}, which is a {@code container}. */
  Path of(InputFile input, Container container, OutputKind kind)
      throws PlanException, MediaException {
    Path output = outIsFile ? besideOut(kind) : byTemplate(input, container, kind);
    if (kind != OutputKind.REPORT) {
      requireWritable(output);
    }
    if (kind == OutputKind.IR && !isPlainSound(output)) {
      throw new PlanException(
          "%s: an impulse response is saved without loss and as sound alone; name a .wav or .flac"
              .formatted(MediaException.shown(output)));
    }
    return output;
  }

  private Path besideOut(OutputKind kind) {
    Path out = rules.out().orElseThrow();
    if (kind == rules.first()) {
      return out;
    }
    String name = out.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String ending =
        switch (kind) {
          case IR -> ".wav";
          case REPORT -> REPORT_ENDING;
          default -> isPlainSound(out) ? name.substring(dot) : ".wav";
        };
    return out.resolveSibling(name.substring(0, dot) + "_" + kind.label() + ending);
  }

  /** Sound without loss and without pictures: a kind of file for what goes beside it, too. */
  private static boolean isPlainSound(Path out) {
    Muxer muxer = Muxer.named(out).orElse(Muxer.WAV);
    return muxer.codecs().get(0).lossless() && !muxer.holdsVideo();
  }

  private Path byTemplate(InputFile input, Container container, OutputKind kind)
      throws MediaException {
    Path folder = rules.out().map(out -> out.resolve(input.subfolder())).orElseGet(input::home);
    return template.resolve(folder, input, kind, extension(input, container, kind));
  }

  private static String extension(InputFile input, Container container, OutputKind kind)
      throws MediaException {
    if (kind == OutputKind.REPORT) {
      return REPORT_ENDING.substring(1);
    }
    if (kind == OutputKind.IR) {
      return Container.WAV.extensions().get(0);
    }
    return kind.isTreatedRecording()
        ? OutputPolicy.extension(input.path(), input.name(), container)
        : OutputPolicy.extensionOfSound(input.name(), container);
  }
}

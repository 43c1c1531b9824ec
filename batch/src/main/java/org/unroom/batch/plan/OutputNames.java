package org.unroom.batch.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.unroom.core.media.Container;
import org.unroom.core.media.MediaException;

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
    Optional<Container> container = Container.named(output);
    if (container.isEmpty() || !container.get().writable()) {
      throw new PlanException(
          "%s: Unroom does not write .%s files; use wav, w64, aiff, caf, au or flac"
              .formatted(MediaException.shown(output), Container.extensionOf(output)));
    }
  }

  /** The file for {@code kind} of {@code input}, which is a {@code container}. */
  Path of(InputFile input, Container container, OutputKind kind) throws PlanException {
    Path output = outIsFile ? besideOut(kind) : byTemplate(input, container, kind);
    if (kind != OutputKind.REPORT) {
      requireWritable(output);
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
          default -> name.substring(dot);
        };
    return out.resolveSibling(name.substring(0, dot) + "_" + kind.label() + ending);
  }

  private Path byTemplate(InputFile input, Container container, OutputKind kind) {
    Path folder = rules.out().map(out -> out.resolve(input.subfolder())).orElseGet(input::home);
    return template.resolve(folder, input, kind, extension(input, container, kind));
  }

  private static String extension(InputFile input, Container container, OutputKind kind) {
    if (kind == OutputKind.REPORT) {
      return REPORT_ENDING.substring(1);
    }
    if (kind == OutputKind.IR || !container.writable()) {
      return Container.WAV.extensions().get(0);
    }
    String own = Container.extensionOf(Path.of(input.name()));
    return container.extensions().contains(own) ? own : container.extensions().get(0);
  }
}

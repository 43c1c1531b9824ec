package org.unroom.batch.plan;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How outputs are called, such as {@code {dir}/{stem}_{kind}.{ext}}: {@code {dir}} is the folder
 * named by -o or else the input's, {@code {name}} the input's file name, {@code {stem}} the same
 * without its ending, {@code {kind}} the {@link OutputKind#label}, {@code {ext}} the ending of the
 * input where that is a format that is written, else wav. A name without {@code {dir}} lies in that
 * folder, too.
 */
final class NameTemplate {
  /** What outputs are called when nothing is said. */
  static final String USUAL = "{dir}/{stem}_{kind}.{ext}";

  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)\\}");

  private final String template;

  /**
   * Checks the template.
   *
   * @param template the text
   * @param kinds how many kinds are saved of a recording
   */
  NameTemplate(String template, int kinds) throws PlanException {
    this.template = template;
    Matcher places = PLACE.matcher(template);
    boolean kindNamed = false;
    while (places.find()) {
      String place = places.group(1);
      kindNamed |= place.equals("kind");
      if (!place.matches("dir|name|stem|kind|ext")) {
        throw new PlanException(
            "--name=%s: {%s} is unknown; there are {dir} {name} {stem} {kind} {ext}"
                .formatted(template, place));
      }
    }
    if (kinds > 1 && !kindNamed) {
      throw new PlanException(
          "--name=%s must contain {kind}, as %d kinds are saved; or save one with --save"
              .formatted(template, kinds));
    }
  }

  /** The name of one output. */
  Path resolve(Path folder, InputFile input, OutputKind kind, String extension) {
    Map<String, String> values =
        Map.of(
            "dir", folder.toString().isEmpty() ? "." : folder.toString(),
            "name", input.name(),
            "stem", input.stem(),
            "kind", kind.label(),
            "ext", extension);
    String name =
        PLACE
            .matcher(template)
            .replaceAll(place -> Matcher.quoteReplacement(values.get(place.group(1))));
    Path path =
        template.contains("{dir}") ? folder.getFileSystem().getPath(name) : folder.resolve(name);
    return path.normalize();
  }
}

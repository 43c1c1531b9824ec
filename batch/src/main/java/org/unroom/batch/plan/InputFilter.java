package org.unroom.batch.plan;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * Chooses among inputs by their names. A glob holds for the file's name and for its place below the
 * folder that was named, so {@code *.flac} and {@code day1/**} both say what they look like.
 */
public final class InputFilter {
  private final Optional<PathMatcher> include;
  private final Optional<PathMatcher> exclude;

  /**
   * A filter.
   *
   * @param include what is taken, everything without it
   * @param exclude what is left out of that
   */
  public InputFilter(Optional<String> include, Optional<String> exclude) throws PlanException {
    this.include = matcher("include", include);
    this.exclude = matcher("exclude", exclude);
  }

  private static Optional<PathMatcher> matcher(String option, Optional<String> glob)
      throws PlanException {
    try {
      return glob.map(text -> FileSystems.getDefault().getPathMatcher("glob:" + text));
    } catch (PatternSyntaxException e) {
      throw new PlanException(
          "--%s=%s is no pattern (%s); such as '*.wav' or '{a,b}/**'"
              .formatted(option, glob.orElse(""), e.getDescription()));
    }
  }

  /**
   * The inputs that pass. What was merely found and lies in {@code out} is an output of an earlier
   * run, and does not.
   */
  public List<InputFile> of(List<InputFile> files, Path out) {
    Path outputs = out.toAbsolutePath().normalize();
    return files.stream()
        .filter(
            file -> file.named() || !file.path().toAbsolutePath().normalize().startsWith(outputs))
        .filter(file -> include.map(glob -> matches(glob, file)).orElse(true))
        .filter(file -> exclude.map(glob -> !matches(glob, file)).orElse(true))
        .toList();
  }

  private static boolean matches(PathMatcher glob, InputFile file) {
    return glob.matches(Path.of(file.name()))
        || glob.matches(file.subfolder().resolve(file.name()));
  }
}

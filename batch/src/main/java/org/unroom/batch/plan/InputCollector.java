package org.unroom.batch.plan;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.unroom.core.media.IoReason;
import org.unroom.core.media.MediaException;

/**
 * Finds the recordings that arguments mean: files; folders, searched to any depth for media files;
 * globs that the shell left alone; {@code @list} for a text file with one such argument a line
 * ({@code #} starts a comment); {@code -} for standard input. A file that exists under the very
 * name is taken before any other meaning; {@code ./@name}, {@code ./-name} name files.
 */
public final class InputCollector {
  private final StandardInput standardInput;
  private final Locations locations;
  private final List<InputFile> files = new ArrayList<>();
  private final List<InputProblem> problems = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();

  private InputCollector(StandardInput standardInput, Locations locations) {
    this.standardInput = standardInput;
    this.locations = locations;
  }

  /**
   * The recordings that {@code arguments} mean.
   *
   * @param locations finds what they name
   */
  public static InputList collect(
      List<String> arguments, StandardInput standardInput, Locations locations) {
    InputCollector collector = new InputCollector(standardInput, locations);
    for (String argument : arguments) {
      collector.argument(argument);
    }
    return new InputList(collector.files, collector.problems);
  }

  private void argument(String argument) {
    if (argument.equals("-")) {
      addStandardInput();
    } else if (argument.startsWith("@")) {
      addList(argument);
    } else {
      entry(argument);
    }
  }

  /** A file, folder or glob. */
  private void entry(String argument) {
    try {
      Path path = locations.of(argument);
      if (Files.isDirectory(path)) {
        addFolder(argument, path);
      } else if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) && Glob.isGlob(argument)) {
        addGlob(argument);
      } else {
        add(named(path));
      }
    } catch (InvalidPathException e) {
      problem(argument, "not a file name here (%s)".formatted(e.getReason()));
    }
  }

  private void addStandardInput() {
    try {
      Path here = Path.of("").toAbsolutePath();
      Path spooled = standardInput.spool();
      add(new InputFile(spooled, "standard input", "stdin", here, Path.of(""), true));
    } catch (IOException e) {
      problem("standard input", "cannot be read (%s)".formatted(IoReason.of(e)));
    }
  }

  private void addList(String argument) {
    try {
      for (String line : Files.readAllLines(locations.of(argument.substring(1)))) {
        if (!line.isBlank() && !line.startsWith("#")) {
          entry(line);
        }
      }
    } catch (CharacterCodingException e) {
      problem(argument, "not a list of names: it is no UTF-8 text");
    } catch (IOException e) {
      problem(argument, "the list cannot be read (%s)".formatted(IoReason.of(e)));
    } catch (InvalidPathException e) {
      problem(argument, "not a file name here (%s)".formatted(e.getReason()));
    }
  }

  private void addFolder(String argument, Path folder) {
    MediaFolder found = MediaFolder.search(folder);
    for (Path file : found.files()) {
      Path subfolder = folder.relativize(file).getParent();
      add(
          new InputFile(
              file,
              MediaException.shown(file),
              file.getFileName().toString(),
              homeOf(file),
              Path.of(subfolder == null ? "" : subfolder.toString()),
              false));
    }
    problems.addAll(found.problems());
    if (found.files().isEmpty() && found.problems().isEmpty()) {
      problem(argument, "no media files in this folder. Formats: unroom formats");
    }
  }

  private void addGlob(String argument) {
    List<Path> matches = Glob.matches(argument, locations);
    matches.forEach(match -> add(named(match)));
    if (matches.isEmpty()) {
      problem(argument, "no file matches");
    }
  }

  private static InputFile named(Path path) {
    Path name = path.getFileName();
    return new InputFile(
        path,
        MediaException.shown(path),
        name == null ? path.toString() : name.toString(),
        homeOf(path),
        Path.of(""),
        true);
  }

  private static Path homeOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private void add(InputFile file) {
    if (seen.add(identity(file.path()))) {
      files.add(file);
    }
  }

  /** The same file by another name or link is the same. */
  private static Path identity(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      // a missing file is reported when it is opened
      return path.toAbsolutePath().normalize();
    }
  }

  private void problem(String argument, String problem) {
    problems.add(new InputProblem(MediaException.shown(argument), problem));
  }
}

package org.unroom.batch.plan;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * File names with {@code *}, {@code ?}, {@code [abc]}, {@code {a,b}} and {@code **}, for shells
 * that do not resolve them and for quoted ones. Matches are regular files that are not hidden, in
 * the order of their names.
 */
final class Glob {
  private Glob() {}

  static boolean isGlob(String argument) {
    return firstMagic(argument) < argument.length();
  }

  /** The files that match, below the folder that {@code locations} finds. */
  static List<Path> matches(String pattern, Locations locations) {
    int cut = pattern.lastIndexOf('/', firstMagic(pattern)) + 1;
    Path base = locations.of(pattern.substring(0, cut));
    String rest = pattern.substring(cut);
    int depth = rest.contains("**") ? Integer.MAX_VALUE : Path.of(rest).getNameCount();
    List<Path> found = new ArrayList<>();
    try {
      PathMatcher matcher = base.getFileSystem().getPathMatcher("glob:" + rest);
      Files.walkFileTree(
          base, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new Search(base, matcher, found));
    } catch (IOException | PatternSyntaxException e) {
      // a folder that does not exist and a pattern that is none match nothing
      return List.of();
    }
    Collections.sort(found);
    return found;
  }

  private static int firstMagic(String argument) {
    int at = 0;
    while (at < argument.length() && "*?[{".indexOf(argument.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static final class Search extends SimpleFileVisitor<Path> {
    private final Path base;
    private final PathMatcher matcher;
    private final List<Path> found;

    Search(Path base, PathMatcher matcher, List<Path> found) {
      this.base = base;
      this.matcher = matcher;
      this.found = found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      boolean hidden = file.getFileName().toString().startsWith(".");
      if (attributes.isRegularFile() && !hidden && matcher.matches(base.relativize(file))) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}

package org.unroom.batch.plan;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.unroom.core.media.Container;
import org.unroom.core.media.IoReason;
import org.unroom.core.media.MediaException;

/**
 * The media files in a folder and below it, by their names' endings, in the order of their names.
 * Hidden files and folders are passed over, links are followed, loops of links are not.
 *
 * @param files what was found
 * @param problems folders that could not be looked into
 */
record MediaFolder(List<Path> files, List<InputProblem> problems) {
  static MediaFolder search(Path folder) {
    List<Path> files = new ArrayList<>();
    List<InputProblem> problems = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new Search(folder, files, problems));
    } catch (IOException e) {
      problems.add(problem(folder, e));
    }
    Collections.sort(files);
    return new MediaFolder(files, problems);
  }

  private static InputProblem problem(Path path, IOException e) {
    return new InputProblem(
        MediaException.shown(path), "cannot be looked into (%s)".formatted(IoReason.of(e)));
  }

  private static boolean isHidden(Path path) {
    Path name = path.getFileName();
    return name != null && name.toString().startsWith(".");
  }

  private static final class Search extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final List<Path> files;
    private final List<InputProblem> problems;

    Search(Path folder, List<Path> files, List<InputProblem> problems) {
      this.folder = folder;
      this.files = files;
      this.problems = problems;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      boolean passOver = !directory.equals(folder) && isHidden(directory);
      return passOver ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && !isHidden(file) && Container.named(file).isPresent()) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      if (!(e instanceof FileSystemLoopException)) {
        problems.add(problem(file, e));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}

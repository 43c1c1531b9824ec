package org.unroom.batch.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.unroom.core.media.MediaException;

/**
 * Finds outputs that would overwrite each other or an input, also by way of links: files are
 * compared by what the file system knows them by, folders by their real paths.
 */
final class OutputConflicts {
  private OutputConflicts() {}

  /**
   * Throws where plans conflict. Inputs that were merely found in a folder and are an output of
   * another input are taken out of {@code outputs} and returned.
   */
  static List<InputFile> check(Map<InputFile, Map<OutputKind, Path>> outputs) throws PlanException {
    Map<Object, InputFile> inputs = new HashMap<>();
    outputs.keySet().forEach(input -> inputs.put(key(input.path()), input));
    List<InputFile> leftOut = new ArrayList<>();
    for (Map.Entry<InputFile, Map<OutputKind, Path>> entry : outputs.entrySet()) {
      for (Path output : entry.getValue().values()) {
        InputFile overwritten = inputs.get(key(output));
        if (overwritten != null && !overwritten.equals(entry.getKey()) && !overwritten.named()) {
          leftOut.add(overwritten);
        } else if (overwritten != null) {
          throw overwrites(output, entry.getKey(), overwritten);
        }
      }
    }
    leftOut.forEach(outputs::remove);
    requireDistinct(outputs);
    return leftOut;
  }

  private static PlanException overwrites(Path output, InputFile input, InputFile overwritten) {
    String shown = MediaException.shown(output);
    return new PlanException(
        input.equals(overwritten)
            ? "%s: output and input are the same file; choose another -o or --name".formatted(shown)
            : "%s is an input and also an output of %s; choose another -o or --name"
                .formatted(shown, input.shownAs()));
  }

  private static void requireDistinct(Map<InputFile, Map<OutputKind, Path>> outputs)
      throws PlanException {
    Map<Object, InputFile> owners = new HashMap<>();
    for (Map.Entry<InputFile, Map<OutputKind, Path>> entry : outputs.entrySet()) {
      for (Path output : entry.getValue().values()) {
        InputFile other = owners.put(key(output), entry.getKey());
        if (other != null) {
          throw new PlanException(
              "%s would be an output of both %s and %s; use --name '{dir}/{name}_{kind}.{ext}'"
                  .formatted(
                      MediaException.shown(output), other.shownAs(), entry.getKey().shownAs()));
        }
      }
    }
  }

  /**
   * What tells files apart: inode and device where the file exists, else its real folder's path.
   */
  private static Object key(Path file) {
    try {
      Object known = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return known == null ? file.toRealPath() : known;
    } catch (IOException e) {
      return realPathOfMissing(file.toAbsolutePath().normalize());
    }
  }

  private static Path realPathOfMissing(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      return file;
    }
    try {
      return folder.toRealPath().resolve(file.getFileName());
    } catch (IOException e) {
      return realPathOfMissing(folder).resolve(file.getFileName());
    }
  }
}

package org.unroom.core.testkit.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The recordings that the project made for itself, in {@code test-audio/} at the top of the
 * repository, with the truth about them: what tests on files run on. Made by {@link
 * TestAudioMaker}.
 */
public final class TestAudio {
  private static final String FOLDER = "test-audio";
  private static final String MANIFEST = "MANIFEST.tsv";

  private TestAudio() {}

  /** The folder, found from the working directory upwards. */
  public static Path folder() {
    Path start = Path.of("").toAbsolutePath();
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve(FOLDER).resolve(MANIFEST))) {
        return at.resolve(FOLDER);
      }
    }
    throw new IllegalStateException("no " + FOLDER + "/" + MANIFEST + " above " + start);
  }

  /** All files of the manifest. */
  public static List<TestAudioEntry> entries() {
    try (var lines = Files.lines(folder().resolve(MANIFEST))) {
      return lines.skip(1).map(TestAudioEntry::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The entry of one file. */
  public static TestAudioEntry entry(String file) {
    return entries().stream()
        .filter(e -> e.file().equals(file))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(file + " is not in " + MANIFEST));
  }

  /** The place of one file of the manifest. */
  public static Path path(String file) {
    return folder().resolve(entry(file).file());
  }
}

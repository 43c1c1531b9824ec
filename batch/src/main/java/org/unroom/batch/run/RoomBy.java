package org.unroom.batch.run;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.unroom.batch.plan.InputFile;

/** By what recordings of a batch are known to have been made in the same room. */
@FunctionalInterface
public interface RoomBy {
  /** All were. */
  RoomBy ONE_ROOM = recording -> Optional.of("");

  /** Those that lie in the same folder. */
  RoomBy FOLDER = recording -> Optional.of(String.valueOf(absolute(recording.path()).getParent()));

  /** Name of the recording's room; nothing where it shares its room with no other. */
  Optional<String> roomOf(InputFile recording);

  /**
   * Those in whose file names {@code pattern} finds the same: its first group, or all of it where
   * it has none. Recordings without it share no room.
   */
  static RoomBy name(Pattern pattern) {
    return recording -> {
      Matcher found = pattern.matcher(recording.name());
      if (!found.find()) {
        return Optional.empty();
      }
      return Optional.ofNullable(found.group(found.groupCount() > 0 ? 1 : 0));
    };
  }

  private static Path absolute(Path file) {
    return file.toAbsolutePath().normalize();
  }
}

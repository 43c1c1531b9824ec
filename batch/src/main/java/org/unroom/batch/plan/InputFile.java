package org.unroom.batch.plan;

import java.nio.file.Path;

/**
 * One recording to work on.
 *
 * @param path the file to open
 * @param shownAs how messages call it, on one line
 * @param name its file name, from which outputs get theirs
 * @param home the folder that outputs go to when nothing else is said
 * @param subfolder where it lay below a folder that was named, empty for others
 * @param named whether it was named itself, not found in a folder
 */
public record InputFile(
    Path path, String shownAs, String name, Path home, Path subfolder, boolean named) {

  /** The file name up to its last dot. */
  public String stem() {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }
}

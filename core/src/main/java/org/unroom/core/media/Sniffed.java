package org.unroom.core.media;

import java.util.Optional;

/**
 * What a file's first bytes show.
 *
 * @param container the kind of media file, where it is one of the allow-list
 * @param found in words, such as {@code ZIP archive}
 */
public record Sniffed(Optional<Container> container, String found) {
  static Sniffed media(Container container) {
    return new Sniffed(Optional.of(container), container.title());
  }

  static Sniffed other(String found) {
    return new Sniffed(Optional.empty(), found);
  }
}

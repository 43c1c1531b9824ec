package org.unroom.batch.plan;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Where outputs go and what they are called.
 *
 * @param out a file to name the first kind after, or a folder; beside the input without it
 * @param name template of names, {@link NameTemplate}; its usual one without it
 * @param kinds what is saved, at least one kind, each once
 * @param existing what becomes of outputs that exist
 */
public record OutputRules(
    Optional<Path> out, Optional<String> name, List<OutputKind> kinds, ExistingOutput existing) {
  /** Checks that something is saved. */
  public OutputRules {
    kinds = List.copyOf(kinds);
    if (kinds.isEmpty() || kinds.stream().distinct().count() < kinds.size()) {
      throw new IllegalArgumentException(
          "kinds=%s must hold each kind once and at least one".formatted(kinds));
    }
  }

  /** The kind that a file name in {@code out} is for. */
  OutputKind first() {
    return Collections.min(kinds);
  }
}

package org.unroom.batch.plan;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.unroom.core.media.Container;
import org.unroom.core.media.InputPolicy;
import org.unroom.core.media.MediaException;

/**
 * Gives every output of every recording its name before any work starts. What contradicts itself
 * (two outputs of one name, an output that is an input) stops everything; what concerns one
 * recording (no media file, an output that exists) concerns that recording alone.
 *
 * @param recordings in the order of the inputs
 * @param leftOut inputs found in folders that are themselves outputs of others, as on a second run
 */
public record OutputPlan(List<PlannedRecording> recordings, List<InputFile> leftOut) {
  /** Keeps copies. */
  public OutputPlan {
    recordings = List.copyOf(recordings);
    leftOut = List.copyOf(leftOut);
  }

  /** Plans the outputs of {@code inputs}. */
  public static OutputPlan of(List<InputFile> inputs, OutputRules rules) throws PlanException {
    OutputNames names = OutputNames.of(inputs.size(), rules);
    Map<InputFile, Map<OutputKind, Path>> named = new LinkedHashMap<>();
    Map<InputFile, String> refused = new HashMap<>();
    for (InputFile input : inputs) {
      try {
        Container container = InputPolicy.admit(input.path());
        Map<OutputKind, Path> outputs = new EnumMap<>(OutputKind.class);
        for (OutputKind kind : rules.kinds()) {
          outputs.put(kind, names.of(input, container, kind));
        }
        named.put(input, outputs);
      } catch (MediaException e) {
        refused.put(input, e.problem());
      }
    }
    List<InputFile> leftOut = OutputConflicts.check(named);
    List<PlannedRecording> recordings = new ArrayList<>();
    for (InputFile input : inputs) {
      if (refused.containsKey(input)) {
        recordings.add(PlannedRecording.refused(input, refused.get(input)));
      } else if (named.containsKey(input)) {
        recordings.add(considerExisting(input, named.get(input), rules.existing()));
      }
    }
    return new OutputPlan(recordings, leftOut);
  }

  private static PlannedRecording considerExisting(
      InputFile input, Map<OutputKind, Path> outputs, ExistingOutput existing) {
    Map<OutputKind, Path> open = new EnumMap<>(outputs);
    for (Map.Entry<OutputKind, Path> output : outputs.entrySet()) {
      Path path = output.getValue();
      if (Files.isDirectory(path)) {
        return PlannedRecording.refused(
            input, "its output %s is a folder".formatted(MediaException.shown(path)));
      }
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        if (existing == ExistingOutput.REFUSE) {
          return PlannedRecording.refused(
              input,
              "its output %s exists already; --force replaces it, --skip-existing leaves it"
                  .formatted(MediaException.shown(path)));
        }
        if (existing == ExistingOutput.SKIP) {
          open.remove(output.getKey());
        }
      }
    }
    if (open.keySet().equals(Set.of(OutputKind.REPORT))) {
      // of sounds that were made before, the report command makes one
      open.clear();
    }
    return new PlannedRecording(input, open, open.isEmpty(), unwritable(open));
  }

  /** A folder that cannot be written to is found out before the work, not after it. */
  private static Optional<String> unwritable(Map<OutputKind, Path> outputs) {
    for (Path output : outputs.values()) {
      Path folder = output.toAbsolutePath().getParent();
      while (folder != null && !Files.exists(folder)) {
        folder = folder.getParent();
      }
      if (folder != null && (!Files.isDirectory(folder) || !Files.isWritable(folder))) {
        return Optional.of(
            "its output %s cannot be written: %s is %s"
                .formatted(
                    MediaException.shown(output),
                    MediaException.shown(folder),
                    Files.isDirectory(folder) ? "read-only" : "no folder"));
      }
    }
    return Optional.empty();
  }
}

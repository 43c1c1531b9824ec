package org.unroom.batch.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unroom.batch.plan.InputFile;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.core.media.SoundDecoder;

/** Which recordings of a batch were made in the same room. */
public final class RoomGroups {
  /** Nothing is known of that: every recording is treated for itself. */
  public static final RoomGroups NONE = new RoomGroups(Map.of());

  private final Map<Path, RoomGroup> byInput;

  private RoomGroups(Map<Path, RoomGroup> byInput) {
    this.byInput = byInput;
  }

  /**
   * The rooms of a plan.
   *
   * @param window the part of each recording that is heard
   * @param decoder decodes them
   */
  public static RoomGroups of(
      RoomBy by, List<PlannedRecording> plan, ReadWindow window, SoundDecoder decoder) {
    Map<String, List<Path>> rooms = new LinkedHashMap<>();
    for (PlannedRecording planned : plan) {
      InputFile input = planned.input();
      by.roomOf(input)
          .ifPresent(room -> rooms.computeIfAbsent(room, r -> new ArrayList<>()).add(input.path()));
    }
    Map<Path, RoomGroup> byInput = new HashMap<>();
    for (List<Path> members : rooms.values()) {
      if (members.size() > 1) {
        RoomGroup group = new RoomGroup(members, window, decoder);
        members.forEach(member -> byInput.put(member, group));
      }
    }
    return new RoomGroups(byInput);
  }

  /** The others that {@code planned} shares its room with, and itself; nothing if it is alone. */
  Optional<RoomGroup> of(PlannedRecording planned) {
    return Optional.ofNullable(byInput.get(planned.input().path()));
  }
}

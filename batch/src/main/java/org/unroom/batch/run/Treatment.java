package org.unroom.batch.run;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.unroom.batch.plan.OutputKind;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;

/**
 * What a pipeline made of one recording.
 *
 * @param sounds every sound it made, at least one {@linkplain OutputKind#isTreatedRecording()
 *     treated recording} at the recording's rate, or a room; {@link OutputKind#REMOVED} is never
 *     among them, it follows from the {@link #main}
 * @param findings what was found out on the way
 * @param room what goes into the room's file and beside it, where that is more than its samples
 */
public record Treatment(
    Map<OutputKind, AudioSource> sounds, Findings findings, Optional<RoomNotes> room) {
  /** Keeps a copy. */
  public Treatment {
    if (sounds.isEmpty() || sounds.containsKey(OutputKind.REMOVED)) {
      throw new IllegalArgumentException(
          "sounds=%s must not be empty nor hold what was removed".formatted(sounds.keySet()));
    }
    sounds = Collections.unmodifiableMap(new EnumMap<>(sounds));
  }

  /** Without more to say of a room. */
  public Treatment(Map<OutputKind, AudioSource> sounds, Findings findings) {
    this(sounds, findings, Optional.empty());
  }

  /** The recording without its room, and the room where one could be told. */
  public static Treatment dry(AudioSource dry, Optional<Audio> room, Findings findings) {
    Map<OutputKind, AudioSource> sounds = new EnumMap<>(OutputKind.class);
    sounds.put(OutputKind.DRY, dry);
    room.ifPresent(response -> sounds.put(OutputKind.IR, AudioSource.of(response)));
    return new Treatment(sounds, findings);
  }

  /** The kind that {@link #main} is. */
  public OutputKind mainKind() {
    return sounds.keySet().iterator().next();
  }

  /** The treated recording: what is removed is the recording minus this. */
  public AudioSource main() {
    return sounds.get(mainKind());
  }
}

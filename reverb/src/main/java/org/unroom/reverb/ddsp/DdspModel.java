package org.unroom.reverb.ddsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unroom.core.diff.Parameter;
import org.unroom.core.synth.ProcessorGroup;
import org.unroom.reverb.fit.RoomEstimate;

/**
 * The model of the DDSP paper for one recording (J. Engel et al., "DDSP: differentiable digital
 * signal processing", ICLR 2020, fig. 2 and sec. 3.6): a synthesizer in a room,
 *
 * <pre>
 *   wet = room * (harmonic + noise),   room = delta + early taps + decay per octave
 * </pre>
 *
 * or, where no room was heard, the synthesizer alone: one recording does not tell the colour of the
 * first taps from that of the sound. Signals are {@code harmonic}, {@code noise}, {@code dry} and
 * {@code room}; the response, without its direct sound of 1, is {@code room/ir}.
 */
final class DdspModel {
  private final DdspSource source;
  private final Optional<DdspRoom> room;
  private final ProcessorGroup group;

  /**
   * Builds the graph.
   *
   * @param x the recording
   * @param f0Hz pitch at every control frame, above 0
   * @param start room that the fit starts from, if one was heard
   */
  DdspModel(ControlFrames frames, float[] x, float[] f0Hz, Optional<RoomEstimate> start) {
    this.source = new DdspSource(frames, x, f0Hz);
    this.room = start.map(estimate -> new DdspRoom(frames, source.dry(), estimate));
    ProcessorGroup.Builder graph = ProcessorGroup.builder();
    source.addTo(graph);
    room.ifPresent(r -> graph.add("room", r.reverb()));
    this.group = graph.build();
  }

  ProcessorGroup group() {
    return group;
  }

  DdspSource source() {
    return source;
  }

  Optional<DdspRoom> room() {
    return room;
  }

  /** What is learned from the first step on. */
  List<Parameter> soon() {
    List<Parameter> soon = new ArrayList<>(source.soon());
    room.ifPresent(r -> soon.addAll(r.soon()));
    return soon;
  }

  /** The free taps of the room. */
  List<Parameter> early() {
    return room.map(r -> List.of(r.early())).orElse(List.of());
  }
}

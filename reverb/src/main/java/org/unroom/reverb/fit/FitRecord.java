package org.unroom.reverb.fit;

import java.util.List;
import java.util.Optional;

/**
 * How a stretch of a recording was fitted, for people to look at.
 *
 * @param fromSeconds where the stretch begins in the recording
 * @param traces of the fits, one after the other
 * @param controls of the source, where it is a synthesizer
 */
public record FitRecord(
    double fromSeconds, List<FitTrace> traces, Optional<SourceControls> controls) {
  /** Keeps a copy. */
  public FitRecord {
    traces = List.copyOf(traces);
  }
}

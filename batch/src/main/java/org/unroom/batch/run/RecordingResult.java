package org.unroom.batch.run;

import java.util.ArrayList;
import java.util.List;
import org.unroom.batch.plan.InputFile;
import org.unroom.core.media.MediaFormat;

/**
 * What became of one recording.
 *
 * @param input the recording
 * @param format what its file says of itself
 * @param samples per channel that were worked on
 * @param outputs the files written, none for an analysis
 * @param findings what was found out
 * @param warnings what may be wrong with the result, a line each; under --strict they count
 * @param notes what else there is to say, a line each
 * @param elapsedSeconds how long it took
 */
public record RecordingResult(
    InputFile input,
    MediaFormat format,
    long samples,
    List<SavedOutput> outputs,
    Findings findings,
    List<String> warnings,
    List<String> notes,
    double elapsedSeconds) {
  /** Keeps copies. */
  public RecordingResult {
    outputs = List.copyOf(outputs);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
  }

  /** The same with one warning more. */
  public RecordingResult withWarning(String warning) {
    List<String> more = new ArrayList<>(warnings);
    more.add(warning);
    return new RecordingResult(
        input, format, samples, outputs, findings, more, notes, elapsedSeconds);
  }

  /** Length of what was worked on. */
  public double audioSeconds() {
    return samples / (double) format.sampleRateHz();
  }
}

package org.unroom.batch.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.unroom.core.media.MediaFormat;

/**
 * A result as names and values that JSON has: what {@code --json} writes, what reports hold and
 * what {@code unroom report} reads. Names are in snake_case with their units; they are only ever
 * added to.
 */
public final class ResultFields {
  private ResultFields() {}

  /** The fields of a result. */
  public static Map<String, Object> of(RecordingResult result) {
    MediaFormat format = result.format();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("input", result.input().shownAs());
    fields.put("status", "done");
    fields.put("duration_seconds", result.audioSeconds());
    fields.put("samples", result.samples());
    fields.put("sample_rate_hz", format.sampleRateHz());
    fields.put("channels", format.channels());
    fields.put("channel_layout", format.layout());
    fields.put("container", format.container().demuxer());
    fields.put("codec", format.codec());
    fields.put("sample_format", format.sampleFormat().label());
    fields.put("headline", result.findings().headline());
    fields.put("measures", result.findings().measures());
    fields.put("outputs", result.outputs().stream().map(ResultFields::output).toList());
    fields.put("warnings", result.warnings());
    fields.put("notes", result.notes());
    fields.put("elapsed_seconds", result.elapsedSeconds());
    return fields;
  }

  /** The fields of a result and of the run that it is of. */
  public static Map<String, Object> of(RecordingResult result, RunInfo run) {
    Map<String, Object> fields = of(result);
    fields.putAll(run.fields(result.input().path()));
    return fields;
  }

  private static Map<String, Object> output(SavedOutput output) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", output.kind().label());
    fields.put("path", output.path().toString());
    fields.put("container", output.format().container().demuxer());
    fields.put("sample_format", output.format().sampleFormat().label());
    fields.put("sample_rate_hz", output.format().sampleRateHz());
    fields.put("channels", output.format().channels());
    fields.put("samples", output.samples());
    fields.put("gain_db", output.gainDb());
    fields.put("level_db", output.levelDb());
    return fields;
  }
}

package org.unroom.batch.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.media.AudioCodec;
import org.unroom.core.media.AudioDelivery;
import org.unroom.core.media.Container;
import org.unroom.core.media.Metadata;
import org.unroom.core.media.Muxer;
import org.unroom.core.media.OutputFormat;
import org.unroom.core.media.SampleFormat;
import org.unroom.core.testkit.SeededNoise;

/** A recording, what was made of it, and the fields of the result, in a folder. */
final class ReportScene {
  private final Path folder;
  private final List<Map<String, Object>> outputs = new ArrayList<>();
  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** A scene whose recording is this sound. */
  ReportScene(Path folder, String name, Audio recording, Map<String, String> tags)
      throws IOException {
    this.folder = folder;
    Path input = write(name, recording, tags);
    fields.put("input", name);
    fields.put("status", "done");
    fields.put("samples", recording.length());
    fields.put("headline", "T60 1.24 → 0.31 s, DRR −3.1 → +4.8 dB, confidence medium");
    fields.put("measures", Map.of());
    fields.put("outputs", outputs);
    fields.put("warnings", List.of());
    fields.put("notes", List.of());
    fields.put("elapsed_seconds", 1.5);
    fields.put("version", "0.0.0-test");
    fields.put("command", List.of("dereverb", "--amount", "0.5", "--", name));
    fields.put("settings", Map.of("amount", "0.5", "start", "0", "duration", "to the end"));
    fields.put("folder", folder.toString());
    fields.put("input_path", input.toString());
  }

  /** Speech-like bursts of noise, each a little different, decaying into each other. */
  static Audio bursts(double seconds, int rateHz, int channels, double decaySeconds) {
    float[][] x = new float[channels][(int) Math.max(1, seconds * rateHz)];
    for (int c = 0; c < channels; c++) {
      SeededNoise noise = new SeededNoise(17 + c);
      for (int n = 0; n < x[c].length; n++) {
        double since = n / (double) rateHz % 0.5;
        x[c][n] = (float) (0.1 * noise.nextGaussian() * Math.pow(10, -3 * since / decaySeconds));
      }
    }
    return new Audio(x, rateHz);
  }

  /** Measures of a room in seven octaves. */
  static Map<String, Object> someRoom() {
    List<Map<String, Object>> octaves = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      octaves.add(
          Map.of(
              "center_hz",
              125.0 * (1 << i),
              "t60_s",
              1.4 - 0.1 * i,
              "t60_relative_spread",
              0.02 + 0.02 * i,
              "c50_db",
              i - 3.0,
              "drr_db",
              i - 6.0,
              "confidence",
              i < 4 ? "high" : "medium"));
    }
    return Map.of(
        "t60_s", 1.24, "c50_db", -0.5, "drr_db", -3.1, "confidence", "high", "octaves", octaves);
  }

  /** Adds an output of a kind. */
  ReportScene with(String kind, Audio sound) throws IOException {
    Path path = write("talk_" + kind + ".wav", sound, Map.of());
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("kind", kind);
    output.put("path", path.toString());
    output.put("samples", sound.length());
    outputs.add(output);
    return this;
  }

  /** Sets a field. */
  ReportScene with(String field, Object value) {
    fields.put(field, value);
    return this;
  }

  ReportSubject subject() {
    return ReportSubject.of(fields);
  }

  Path page() {
    return folder.resolve("talk_report.html");
  }

  String html() throws IOException {
    return new Report(subject(), page()).html();
  }

  private Path write(String name, Audio sound, Map<String, String> tags) throws IOException {
    Path path = folder.resolve(name);
    Muxer muxer = Muxer.named(path).orElse(Muxer.WAV);
    AudioCodec codec = muxer.codecs().get(0);
    OutputFormat format =
        new OutputFormat(
            muxer,
            codec,
            codec.closest(SampleFormat.F32),
            sound.sampleRateHz(),
            sound.channelCount(),
            sound.channelCount() == 1 ? "mono" : sound.channelCount() + " channels");
    try (AudioDelivery delivery =
        new AudioDelivery(
            AudioSource.of(sound),
            new Metadata(Container.FLAC, tags, List.of(), 0, 0),
            format,
            path,
            true)) {
      delivery.commit();
    }
    return path;
  }
}

package org.unroom.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.MediaFormat;
import org.unroom.core.media.Probe;
import org.unroom.core.media.ReadReport;

/** {@code unroom probe}: what Unroom sees in files, decoded from end to end. */
final class ProbeCommand implements Command {
  @Override
  public String name() {
    return "probe";
  }

  @Override
  public String summary() {
    return "tells what is in files: format, loudness, peaks, damage";
  }

  @Override
  public String operands() {
    return "FILE...";
  }

  @Override
  public List<OptionGroup> options() {
    return List.of(CommonOptions.messages());
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "Loudness and true peak are those of ITU-R BS.1770-4; files are decoded to their end.");
  }

  @Override
  public ExitCode run(Arguments arguments, Terminal terminal) throws UsageException {
    Manners manners = Manners.of(arguments);
    if (arguments.operands().isEmpty()) {
      throw new UsageException("probe needs a file. See: unroom help probe");
    }
    LogStart.on(new StatusLine(terminal), manners.verbosity());
    int failed = 0;
    for (String name : arguments.operands()) {
      failed += tell(name, manners, terminal) ? 0 : 1;
    }
    if (failed == 0) {
      return ExitCode.OK;
    }
    return failed == arguments.operands().size() ? ExitCode.FAILED : ExitCode.SOME_FAILED;
  }

  private static boolean tell(String name, Manners manners, Terminal terminal) {
    try {
      Map<String, Object> fields = fields(name, Probe.of(Path.of(name)));
      if (manners.json()) {
        new JsonLines(terminal.out()).write("result", fields);
      } else {
        fields.forEach((key, value) -> terminal.out().println("%-24s %s".formatted(key, value)));
      }
      return true;
    } catch (MediaException e) {
      LoggerFactory.getLogger(ProbeCommand.class).error("{}", e.getMessage(), e);
      if (manners.json()) {
        new JsonLines(terminal.out()).write("error", Map.of("message", e.getMessage()));
      }
      return false;
    }
  }

  private static Map<String, Object> fields(String name, Probe probe) {
    MediaFormat format = probe.format();
    ReadReport report = probe.report();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", MediaException.shown(name));
    fields.put("container", format.container().demuxer());
    fields.put("codec", format.codec());
    fields.put("lossy", format.lossy());
    fields.put("sample_format", format.sampleFormat().label());
    fields.put("sample_rate_hz", format.sampleRateHz());
    fields.put("channels", format.channels());
    fields.put("channel_layout", format.layout());
    fields.put("samples", report.samples());
    fields.put("duration_seconds", report.samples() / (double) format.sampleRateHz());
    fields.put("audio_streams", report.audioStreams());
    fields.put("pictures", probe.metadata().pictures());
    fields.put("chapters", probe.metadata().chapters());
    fields.put("tags", probe.metadata().tags());
    fields.put("chunks", chunks(probe));
    fields.put("loudness_lufs", rounded(probe.loudnessLufs()));
    fields.put("true_peak_dbtp", rounded(probe.truePeakDbtp()));
    fields.put("clipped_samples", probe.clipped());
    fields.put("non_finite_samples", report.nonFinite());
    fields.put("damaged_packets", report.decodeErrors());
    fields.put("missing_samples", report.missing());
    fields.put("damage", report.damage(format.sampleRateHz()));
    return fields;
  }

  private static List<Map<String, Object>> chunks(Probe probe) {
    List<Map<String, Object>> chunks = new ArrayList<>();
    probe
        .metadata()
        .chunks()
        .forEach(c -> chunks.add(Map.of("id", c.id(), "bytes", c.content().length)));
    return chunks;
  }

  private static double rounded(double db) {
    return Double.isFinite(db) ? Math.round(db * 100) / 100.0 : db;
  }
}

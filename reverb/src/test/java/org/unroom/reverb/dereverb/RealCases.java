package org.unroom.reverb.dereverb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.Quantiles;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.MediaReader;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.metrics.Evaluation;
import org.unroom.reverb.metrics.Metric;

/**
 * Treats recordings of which the truth is known and prints what became of them, as a table in
 * Markdown, a line each and the medians:
 *
 * <pre>
 *   RealCases METHOD FOLDER...      each folder with wet.wav and dry.wav, or with such folders
 * </pre>
 */
final class RealCases {
  private static final List<Metric> SHOWN =
      List.of(Metric.SI_SDR, Metric.FW_SEG_SNR, Metric.LSD, Metric.ESTOI, Metric.SRMR);

  private RealCases() {}

  public static void main(String[] args) throws IOException, MediaException {
    List<Path> cases = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      addCases(Path.of(args[i]), cases);
    }
    List<double[]> rows = new ArrayList<>();
    System.out.println("| case | SI-SDR | | fwSegSNR | | LSD | | ESTOI | | SRMR | | verdict |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
    try (Workers workers = Workers.allCores()) {
      Dereverberator dereverberator =
          new Dereverberator(DereverbMethod.called(args[0]).orElseThrow(), 1, 0, workers);
      for (Path folder : cases) {
        rows.add(row(folder, dereverberator));
      }
    }
    double[] medians = new double[2 * SHOWN.size()];
    for (int k = 0; k < medians.length; k++) {
      int column = k;
      medians[k] = Quantiles.median(rows.stream().mapToDouble(row -> row[column]).toArray());
    }
    System.out.println(line("median", medians, ""));
  }

  private static void addCases(Path folder, List<Path> cases) throws IOException {
    if (Files.exists(folder.resolve("wet.wav"))) {
      cases.add(folder);
      return;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      inside.filter(f -> Files.exists(f.resolve("wet.wav"))).sorted().forEach(cases::add);
    }
  }

  private static double[] row(Path folder, Dereverberator dereverberator) throws MediaException {
    Audio wet = read(folder.resolve("wet.wav"));
    Audio dry = read(folder.resolve("dry.wav"));
    Dereverberation done = dereverberator.process(wet, Progress.NONE);
    Evaluation before = Evaluation.of(dry, wet);
    Evaluation after = Evaluation.of(dry, done.dry());
    double[] row = new double[2 * SHOWN.size()];
    for (int k = 0; k < SHOWN.size(); k++) {
      row[2 * k] = before.mean().of(SHOWN.get(k)).orElse(Double.NaN);
      row[2 * k + 1] = after.mean().of(SHOWN.get(k)).orElse(Double.NaN);
    }
    String verdict =
        "%s %.2f %s %s"
            .formatted(
                done.evidence().verdict(),
                done.strength(),
                done.room().map(r -> "T60 %.2f".formatted(r.t60Seconds())).orElse(""),
                done.left().map(r -> "left %.2f".formatted(r.t60Seconds())).orElse(""));
    System.out.println(line(folder.getFileName().toString(), row, verdict));
    return row;
  }

  private static String line(String name, double[] row, String verdict) {
    StringBuilder line = new StringBuilder("| " + name);
    for (int k = 0; k < row.length; k++) {
      String form = k / 2 == 3 ? " | %.3f" : " | %.2f";
      line.append(String.format(Locale.ROOT, form, row[k]));
    }
    return line.append(" | ").append(verdict).append(" |").toString();
  }

  private static Audio read(Path file) throws MediaException {
    try (MediaReader reader = MediaReader.open(file)) {
      return reader.readAll();
    }
  }
}

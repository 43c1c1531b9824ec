package org.unroom.reverb.dereverb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.Quantiles;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.MediaReader;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.metrics.Evaluation;
import org.unroom.reverb.metrics.Metric;

/**
 * Treats recordings of which the truth is known, writes what became of them as a table to {@code
 * target/real-cases.md}, and holds the promise to do no harm. Not part of the build:
 *
 * <pre>
 *   mvn -pl reverb -am test -Dtest=RealDereverberationTest -Dsurefire.failIfNoSpecifiedTests=false \\
 *       -Dunroom.cases=FOLDER
 * </pre>
 *
 * FOLDER holds a folder for each case, with {@code wet.wav} and, sample for sample beside it,
 * {@code dry.wav}.
 */
@EnabledIfSystemProperty(named = "unroom.cases", matches = ".+")
class RealDereverberationTest {
  private static final List<Metric> SHOWN =
      List.of(Metric.SI_SDR, Metric.FW_SEG_SNR, Metric.LSD, Metric.ESTOI, Metric.SRMR);

  @Test
  void noRecordingGetsWorse() throws IOException, MediaException {
    List<Path> cases = new ArrayList<>();
    addCases(Path.of(System.getProperty("unroom.cases")), cases);
    assertThat(cases).isNotEmpty();
    List<String> table = new ArrayList<>();
    table.add("| case | SI-SDR | | fwSegSNR | | LSD | | ESTOI | | SRMR | | verdict |");
    table.add("|---|---|---|---|---|---|---|---|---|---|---|---|");
    List<double[]> rows = new ArrayList<>();
    try (Workers workers = Workers.allCores()) {
      Dereverberator dereverberator = new Dereverberator(DereverbMethod.FIT, 1, 0, workers);
      for (Path folder : cases) {
        rows.add(row(folder, dereverberator, table));
      }
    }
    double[] medians = new double[2 * SHOWN.size()];
    for (int k = 0; k < medians.length; k++) {
      int column = k;
      medians[k] = Quantiles.median(rows.stream().mapToDouble(row -> row[column]).toArray());
    }
    table.add(line("median", medians, ""));
    Files.write(Path.of("target", "real-cases.md"), table);
    for (int i = 0; i < rows.size(); i++) {
      for (Metric metric : List.of(Metric.FW_SEG_SNR, Metric.ESTOI)) {
        int k = 2 * SHOWN.indexOf(metric);
        assertThat(rows.get(i)[k + 1])
            .as("%s of %s", metric, cases.get(i))
            .isGreaterThanOrEqualTo(rows.get(i)[k]);
      }
    }
  }

  private static void addCases(Path folder, List<Path> cases) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      inside.filter(f -> Files.exists(f.resolve("wet.wav"))).sorted().forEach(cases::add);
    }
  }

  private static double[] row(Path folder, Dereverberator dereverberator, List<String> table)
      throws MediaException {
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
    table.add(line(folder.getFileName().toString(), row, verdict));
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

package org.unroom.reverb.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.unroom.core.audio.Audio;
import org.unroom.core.testkit.Golden;
import org.unroom.core.testkit.WavFile;

/**
 * Holds the measures against reference implementations on real recordings, which are not part of
 * the repository. Runs only if told where they are:
 *
 * <pre>
 *   mvn -pl reverb -am -Dtest=RealCasesTest -Dunroom.cases=DIR \
 *       -Dsurefire.failIfNoSpecifiedTests=false test
 * </pre>
 *
 * DIR holds a folder a case with wet.wav, dry.wav and early.wav (16-bit or float); the cases and
 * their figures are in real-cases.tsv. Prints the largest deviations.
 */
@EnabledIfSystemProperty(named = "unroom.cases", matches = ".+")
class RealCasesTest {
  private final Path cases = Path.of(System.getProperty("unroom.cases", ""));

  @Test
  void scoresAgreeWithTheDefinitions() throws IOException {
    Golden golden = new Golden("numpy and scipy, alignment within 20 ms", 0.05);
    double largest = 0;
    double slowest = 0;
    for (Row row : rows()) {
      Audio reference = first(read(row, row.field(1)));
      Audio wet = first(read(row, "wet"));
      long start = System.nanoTime();
      Scores scores = Evaluation.of(reference, wet).mean();
      slowest = Math.max(slowest, (System.nanoTime() - start) / 1e9);
      Metric[] metrics = {Metric.SI_SDR, Metric.LSD, Metric.FW_SEG_SNR};
      for (int i = 0; i < metrics.length; i++) {
        double actual = scores.of(metrics[i]).orElseThrow();
        double expected = Double.parseDouble(row.field(2 + i));
        golden.check(row.field(0) + " " + metrics[i], actual, expected);
        largest = Math.max(largest, Math.abs(actual - expected));
      }
    }
    System.out.printf(
        "scores: largest deviation %.5f dB; slowest evaluation %.2f s%n", largest, slowest);
  }

  @Test
  void intelligibilityAgreesWithTheReferenceImplementations() throws IOException {
    double[] largest = new double[5];
    for (Row row : rows()) {
      if (row.field(5).equals("-")) {
        continue;
      }
      Audio wet = first(read(row, "wet"));
      SignalPair pair =
          new SignalPair(read(row, "dry").channel(0), wet.channel(0), wet.sampleRateHz());
      List<OptionalDouble> actual =
          List.of(
              Stoi.of(pair),
              Estoi.of(pair),
              Srmr.plain(wet.channel(0), wet.sampleRateHz()),
              Srmr.normalized(wet.channel(0), wet.sampleRateHz()),
              SiSdr.db(pair));
      for (int i = 0; i < largest.length; i++) {
        double deviation = actual.get(i).orElseThrow() - Double.parseDouble(row.field(5 + i));
        largest[i] = Math.max(largest[i], Math.abs(deviation));
      }
    }
    System.out.printf(
        "largest deviations: STOI %.2e, ESTOI %.2e, SRMR %.2e, normalised %.2e, SI-SDR %.2e dB%n",
        largest[0], largest[1], largest[2], largest[3], largest[4]);
    assertThat(largest[0]).isLessThan(0.002);
    assertThat(largest[1]).isLessThan(0.002);
    assertThat(largest[2]).isLessThan(0.01);
    assertThat(largest[3]).isLessThan(0.01);
    assertThat(largest[4]).isLessThan(0.01);
  }

  private Audio read(Row row, String what) throws IOException {
    return WavFile.read(cases.resolve(row.field(0)).resolve(what + ".wav"));
  }

  private static Audio first(Audio audio) {
    return Audio.mono(audio.channel(0), audio.sampleRateHz());
  }

  private static List<Row> rows() throws IOException {
    try (InputStream in = RealCasesTest.class.getResourceAsStream("real-cases.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(line -> new Row(List.of(line.split("\t", -1))))
          .toList();
    }
  }

  private record Row(List<String> fields) {
    String field(int i) {
      return fields.get(i);
    }
  }
}

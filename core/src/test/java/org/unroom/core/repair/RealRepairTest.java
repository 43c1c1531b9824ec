package org.unroom.core.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.unroom.core.audio.Audio;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.MediaReader;
import org.unroom.core.testkit.SeededNoise;
import org.unroom.core.testkit.damage.Clicks;

/**
 * Repairs undamaged recordings, which they should survive, and damages them with what is known, and
 * writes the signal-to-error ratios to {@code target/real-repairs.md}. Not part of the build:
 *
 * <pre>
 *   mvn -pl core test -Dtest=RealRepairTest -Dunroom.sources=FOLDER
 * </pre>
 *
 * FOLDER holds dry WAV files; the first channel counts.
 */
@EnabledIfSystemProperty(named = "unroom.sources", matches = ".+")
class RealRepairTest {
  private static final double UNHARMED_DB = 45;
  private static final List<Repair> REPAIRS =
      List.of(
          Fill.automatic(),
          new Declip(),
          new Declick(ClickSensitivity.CLICKS),
          new Dehum(),
          new Denoise(Denoise.DEFAULT_REDUCTION_DB, Optional.empty()));

  @Test
  void undamagedSoundStaysAndDamagedSoundGetsBetter() throws IOException, MediaException {
    List<String> table = new ArrayList<>();
    String names = String.join(" | ", REPAIRS.stream().map(Repair::name).toList());
    table.add("| file | " + names + " | 20 clicks a second | hum at 0 dB | noise at 10 dB |");
    table.add("|---|---|---|---|---|---|---|---|---|");
    List<Path> files;
    try (Stream<Path> inside = Files.list(Path.of(System.getProperty("unroom.sources")))) {
      files = inside.filter(f -> f.toString().endsWith(".wav")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      table.add(row(file));
      Files.write(Path.of("target", "real-repairs.md"), table);
    }
  }

  private static String row(Path file) throws IOException, MediaException {
    float[] truth;
    int rate;
    try (MediaReader reader = MediaReader.open(file)) {
      Audio audio = reader.readAll();
      truth = audio.channel(0);
      rate = audio.sampleRateHz();
    }
    StringBuilder row = new StringBuilder("| " + file.getFileName());
    for (Repair repair : REPAIRS) {
      Repaired repaired = Repaired.by(repair, truth, rate);
      double db = Repaired.snrDb(truth, repaired.samples(), 0, truth.length);
      // noise that the recording has of its own may go, and nothing else
      double own =
          ((Number) repaired.report().measures().getOrDefault("noise_level_db", -90)).doubleValue();
      assertThat(db)
          .as("%s of %s", repair.name(), file)
          .isGreaterThan(Math.min(UNHARMED_DB, -own - 3));
      row.append(db > 200 ? " | exact" : String.format(Locale.ROOT, " | %.1f", db));
    }
    float[] clicked = truth.clone();
    new Clicks(20, -40, 0, 3).addTo(clicked, rate);
    row.append(change(truth, clicked, REPAIRS.get(2), rate));
    row.append(change(truth, plus(truth, hum(truth.length, rate), 0), REPAIRS.get(3), rate));
    float[] noise = SeededNoise.gaussian(truth.length, 3);
    row.append(change(truth, plus(truth, noise, 10), REPAIRS.get(4), rate));
    return row.append(" |").toString();
  }

  private static String change(float[] truth, float[] damaged, Repair repair, int rate)
      throws IOException {
    double before = Repaired.snrDb(truth, damaged, 0, truth.length);
    float[] x = Repaired.by(repair, damaged, rate).samples();
    double after = Repaired.snrDb(truth, x, 0, truth.length);
    return String.format(Locale.ROOT, " | %.1f → %.1f", before, after);
  }

  /** 40 harmonics of 50.13 Hz that drifts by 0.05 Hz, falling by 0.8 dB each. */
  private static float[] hum(int length, int rate) {
    float[] hum = new float[length];
    double phase = 0;
    for (int n = 0; n < length; n++) {
      double t = n / (double) rate;
      phase += 2 * Math.PI * (50.13 + 0.05 * Math.sin(2 * Math.PI * t / 7)) / rate;
      for (int h = 1; h <= 40; h++) {
        hum[n] += (float) (Math.pow(10, -0.04 * h) * Math.sin(h * phase + h * h));
      }
    }
    return hum;
  }

  /** Adds a disturbance at a signal-to-disturbance ratio in dB. */
  private static float[] plus(float[] truth, float[] disturbance, double db) {
    double signal = 0;
    double of = 0;
    for (int n = 0; n < truth.length; n++) {
      signal += (double) truth[n] * truth[n];
      of += (double) disturbance[n] * disturbance[n];
    }
    double gain = Math.sqrt(signal / of) * Math.pow(10, -db / 20);
    float[] damaged = truth.clone();
    for (int n = 0; n < damaged.length; n++) {
      damaged[n] += (float) (gain * disturbance[n]);
    }
    return damaged;
  }
}

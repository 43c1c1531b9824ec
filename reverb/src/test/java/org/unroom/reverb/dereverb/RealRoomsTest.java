package org.unroom.reverb.dereverb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.dsp.FftConvolution;
import org.unroom.core.dsp.Quantiles;
import org.unroom.core.dsp.Resampler;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.MediaReader;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.acoustics.Bands;
import org.unroom.reverb.acoustics.RoomAcoustics;
import org.unroom.reverb.ir.HeardRoom;
import org.unroom.reverb.ir.IrSettings;
import org.unroom.reverb.ir.RoomResponse;

/**
 * Extracts rooms of which the truth is known and holds their acoustics against it; writes the table
 * {@code target/real-rooms.md}. Not part of the build:
 *
 * <pre>
 *   mvn -pl reverb -am test -Dtest=RealRoomsTest -Dsurefire.failIfNoSpecifiedTests=false \\
 *       -Dunroom.rooms=FOLDER
 * </pre>
 *
 * FOLDER holds a folder for each case, with {@code wet.wav}, {@code dry.wav} and {@code rir.wav},
 * the true response from 2 ms before its direct sound on.
 */
@EnabledIfSystemProperty(named = "unroom.rooms", matches = ".+")
class RealRoomsTest {
  private static final int COLUMNS = 8;

  @Test
  void roomsAreThoseTheRecordingsWereMadeIn() throws IOException {
    List<Path> cases = new ArrayList<>();
    try (Stream<Path> inside = Files.list(Path.of(System.getProperty("unroom.rooms")))) {
      inside.filter(f -> Files.exists(f.resolve("rir.wav"))).sorted().forEach(cases::add);
    }
    assertThat(cases).isNotEmpty();
    List<String> table = new ArrayList<>();
    table.add(
        "| case | re-reverberation dB | transfer dB | EDC dB | T60 s | C50 dB | DRR dB"
            + " | T60 per octave | C50 per octave |");
    table.add("|---|---|---|---|---|---|---|---|---|");
    List<List<Double>> errors = new ArrayList<>();
    for (int k = 0; k < COLUMNS; k++) {
      errors.add(new ArrayList<>());
    }
    List<double[]> spreads = new ArrayList<>();
    try (Workers workers = Workers.allCores()) {
      for (int i = 0; i < cases.size(); i++) {
        // a third of the list further on: another voice where cases are sorted by voice
        Path other = cases.get((i + cases.size() / 3) % cases.size());
        table.add(row(cases.get(i), other, workers, errors, spreads));
      }
    }
    StringBuilder medians = new StringBuilder("| median error");
    for (List<Double> column : errors) {
      double median = Quantiles.median(column.stream().mapToDouble(e -> e).toArray());
      medians.append(String.format(Locale.ROOT, " | %.3f", median));
    }
    table.add(medians.append(" |").toString());
    table.add(confidence(spreads));
    Files.write(Path.of("target", "real-rooms.md"), table);
    assertThat(Quantiles.median(errors.get(3).stream().mapToDouble(e -> e).toArray()))
        .as("median error of ln T60")
        .isLessThan(0.2);
  }

  private static String row(
      Path folder, Path other, Workers workers, List<List<Double>> errors, List<double[]> spreads)
      throws IOException {
    Audio wet = read(folder.resolve("wet.wav"));
    Audio truth = read(folder.resolve("rir.wav"));
    RoomExtractor extractor = new RoomExtractor(0, workers);
    extractor.hear(AudioSource.of(wet), Progress.NONE);
    Optional<HeardRoom> heard = extractor.room();
    String name = folder.getFileName().toString();
    if (heard.isEmpty()) {
      return "| %s | %s | | | | | | | |".formatted(name, extractor.evidence().verdict());
    }
    Audio h = new RoomResponse(heard.get(), IrSettings.natural(0)).build().sound();
    RoomAcoustics ours = RoomAcoustics.of(h.channel(0), h.sampleRateHz(), Bands.OCTAVE);
    RoomAcoustics real = RoomAcoustics.of(truth.channel(0), truth.sampleRateHz(), Bands.OCTAVE);
    int rate = wet.sampleRateHz();
    Audio dry = read(folder.resolve("dry.wav"));
    double again = heardDb(dry, truth, h, rate);
    double transfer = heardDb(read(other.resolve("dry.wav")), truth, h, rate);
    List<Double> edc =
        ReverberationDistance.decayDb(
            truth.channel(0), h.channel(0), truth.sampleRateHz(), h.sampleRateHz());
    errors.get(0).add(again);
    errors.get(1).add(transfer);
    errors.get(2).addAll(edc);
    List<Double> t60 = new ArrayList<>();
    List<Double> c50 = new ArrayList<>();
    // octaves from 125 Hz on: speech says next to nothing below
    for (int b = 1; b < ours.bands().size(); b++) {
      int before = t60.size();
      addLog(t60, ours.bands().get(b).t60Seconds(), real.bands().get(b).t60Seconds());
      double hz = ours.bands().get(b).nominalHz();
      if (t60.size() > before && heard.get().estimate().covers(hz)) {
        spreads.add(new double[] {heard.get().estimate().octaveSpread(hz), t60.get(before)});
      }
      addDifference(c50, ours.bands().get(b).c50Db(), real.bands().get(b).c50Db());
    }
    errors.get(6).addAll(t60);
    errors.get(7).addAll(c50);
    addLog(errors.get(3), ours.whole().t60Seconds(), real.whole().t60Seconds());
    addDifference(errors.get(4), ours.whole().c50Db(), real.whole().c50Db());
    addDifference(errors.get(5), ours.whole().drrDb(), real.whole().drrDb());
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.2f | %s | %s | %s | %.3f | %.2f |",
        name,
        again,
        transfer,
        Quantiles.median(edc.stream().mapToDouble(e -> e).toArray()),
        both(ours.whole().t60Seconds(), real.whole().t60Seconds(), "%.2f / %.2f"),
        both(ours.whole().c50Db(), real.whole().c50Db(), "%.1f / %.1f"),
        both(ours.whole().drrDb(), real.whole().drrDb(), "%.1f / %.1f"),
        Quantiles.median(t60.stream().mapToDouble(e -> e).toArray()),
        Quantiles.median(c50.stream().mapToDouble(e -> e).toArray()));
  }

  /** Error of T60 in the octaves of more confidence, over that in the others. */
  private static String confidence(List<double[]> spreads) {
    List<double[]> sorted =
        spreads.stream().sorted(Comparator.comparingDouble(pair -> pair[0])).toList();
    int half = sorted.size() / 2;
    double[] sure = sorted.subList(0, half).stream().mapToDouble(pair -> pair[1]).toArray();
    double[] rest =
        sorted.subList(half, sorted.size()).stream().mapToDouble(pair -> pair[1]).toArray();
    return String.format(
        Locale.ROOT,
        "confidence: medians %.3f / %.3f = %.2f, means %.3f / %.3f = %.2f",
        Quantiles.median(sure),
        Quantiles.median(rest),
        Quantiles.median(sure) / Quantiles.median(rest),
        mean(sure),
        mean(rest),
        mean(sure) / mean(rest));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double heardDb(Audio dry, Audio truth, Audio ours, int rate) {
    float[] source = Resampler.resample(dry, rate).channel(0);
    return ReverberationDistance.heardDb(
        FftConvolution.full(source, Resampler.resample(truth, rate).channel(0)),
        FftConvolution.full(source, Resampler.resample(ours, rate).channel(0)),
        rate);
  }

  /** Ours and the true one. */
  private static String both(OptionalDouble ours, OptionalDouble real, String form) {
    return String.format(Locale.ROOT, form, ours.orElse(Double.NaN), real.orElse(Double.NaN));
  }

  private static void addLog(List<Double> errors, OptionalDouble ours, OptionalDouble real) {
    if (ours.isPresent() && real.isPresent()) {
      errors.add(Math.abs(Math.log(ours.getAsDouble() / real.getAsDouble())));
    }
  }

  private static void addDifference(List<Double> errors, OptionalDouble ours, OptionalDouble real) {
    if (ours.isPresent() && real.isPresent()) {
      errors.add(Math.abs(ours.getAsDouble() - real.getAsDouble()));
    }
  }

  private static Audio read(Path file) throws MediaException {
    try (MediaReader reader = MediaReader.open(file)) {
      return reader.readAll();
    }
  }
}

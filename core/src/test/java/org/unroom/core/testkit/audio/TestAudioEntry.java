package org.unroom.core.testkit.audio;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One file of {@code test-audio/} as its manifest describes it. Sample n of a wet file belongs to
 * sample n of its dry file: the direct sound of the first channel is the dry signal times {@link
 * #directGain}, undelayed (within half a sample); the rest is the room. There is no noise.
 *
 * @param file name within test-audio
 * @param kind speech, sung, plucked, bowed, blown or percussion
 * @param rateHz samples per second
 * @param channels number of channels
 * @param made generator and seed, or voice and text
 * @param licence licence of the file
 * @param truth the room, empty for a dry file
 * @param sha256 SHA-256 of the file, hexadecimal
 */
public record TestAudioEntry(
    String file,
    String kind,
    int rateHz,
    int channels,
    String made,
    String licence,
    Optional<Truth> truth,
    String sha256) {
  /** Names of the manifest's columns. */
  static final String HEADER =
      String.join(
          "\t",
          "file kind rate_hz channels licence dry_file room room_seed size_m distance_m drr_db"
              .concat(
                  " c50_db t60_s t60_125 t60_250 t60_500 t60_1000 t60_2000 t60_4000 t60_8000 direct_gain")
              .concat(" made sha256")
              .split(" "));

  private static final int COLUMNS = HEADER.split("\t").length;
  private static final int TRUTH_COLUMNS = 16;
  private static final int FIRST_TRUTH_COLUMN = 5;
  private static final String NONE = "-";

  /** A line of the manifest; "-" stands for what there is not. */
  static TestAudioEntry parse(String line) {
    List<String> fields = List.of(line.split("\t", -1));
    if (fields.size() != COLUMNS) {
      throw new IllegalArgumentException(
          "%d columns, want %d: %s".formatted(fields.size(), COLUMNS, line));
    }
    List<String> truth = fields.subList(FIRST_TRUTH_COLUMN, FIRST_TRUTH_COLUMN + TRUTH_COLUMNS);
    return new TestAudioEntry(
        fields.get(0),
        fields.get(1),
        Integer.parseInt(fields.get(2)),
        Integer.parseInt(fields.get(3)),
        fields.get(COLUMNS - 2),
        fields.get(4),
        truth.get(0).equals(NONE) ? Optional.empty() : Optional.of(Truth.parse(truth)),
        fields.get(COLUMNS - 1));
  }

  /** The line of the manifest. */
  String line() {
    String room =
        truth
            .map(Truth::columns)
            .orElse(String.join("\t", Collections.nCopies(TRUTH_COLUMNS, NONE)));
    return String.join("\t", file, kind, "" + rateHz, "" + channels, licence, room, made, sha256);
  }

  /** Gain of the direct sound against the dry file, first channel; 1 for a dry file. */
  public double directGain() {
    return truth.map(Truth::directGain).orElse(1.0);
  }

  /**
   * What is known of the room of a wet file.
   *
   * @param dryFile name of the dry file
   * @param room name of the room
   * @param seed seed of the room's tail
   * @param size edges in metres, "x*y*z"
   * @param distance source to microphones in metres
   * @param drrDb direct-to-reverberant ratio, exact
   * @param c50Db clarity of the response
   * @param t60Seconds decay time of the response's tail over all bands, a line from −5 to −35 dB
   * @param octaveT60Seconds decay times asked for, 125 Hz … 8 kHz
   * @param directGain see {@link TestAudioEntry}
   */
  public record Truth(
      String dryFile,
      String room,
      long seed,
      String size,
      double distance,
      double drrDb,
      double c50Db,
      double t60Seconds,
      List<Double> octaveT60Seconds,
      double directGain) {
    private static Truth parse(List<String> f) {
      return new Truth(
          f.get(0),
          f.get(1),
          Long.parseLong(f.get(2)),
          f.get(3),
          Double.parseDouble(f.get(4)),
          Double.parseDouble(f.get(5)),
          Double.parseDouble(f.get(6)),
          Double.parseDouble(f.get(7)),
          f.subList(8, 15).stream().map(Double::valueOf).toList(),
          Double.parseDouble(f.get(15)));
    }

    private String columns() {
      String octaves =
          octaveT60Seconds.stream().map(t -> number(t, 3)).collect(Collectors.joining("\t"));
      return String.join(
          "\t",
          dryFile,
          room,
          Long.toString(seed),
          size,
          number(distance, 1),
          number(drrDb, 1),
          number(c50Db, 1),
          number(t60Seconds, 2),
          octaves,
          number(directGain, 6));
    }

    private static String number(double value, int digits) {
      return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
  }
}

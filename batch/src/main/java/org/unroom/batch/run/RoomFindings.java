package org.unroom.batch.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.unroom.reverb.dereverb.Evidence;
import org.unroom.reverb.dereverb.RoomRemoval;
import org.unroom.reverb.dereverb.SoundModel;
import org.unroom.reverb.fit.BandDecay;
import org.unroom.reverb.fit.RoomEstimate;
import org.unroom.reverb.fit.RoomEstimate.Confidence;

/** Says what {@link RoomRemoval} found, for people and for programs. */
final class RoomFindings {
  private static final double[] OCTAVES_HZ = {125, 250, 500, 1000, 2000, 4000, 8000};

  private RoomFindings() {}

  /** After a treatment: what has become of the room. */
  static Findings ofTreatment(RoomRemoval done, double amount) {
    Map<String, Object> measures = evidence(done);
    measures.put("strength", done.strength());
    measures.put("amount", amount);
    done.room().ifPresent(room -> addRoom(room, "", measures));
    done.left().ifPresent(left -> addRoom(left, "_after", measures));
    done.room().ifPresent(room -> measures.put("octaves", octaves(room)));
    String places = "";
    if (done.scenes().size() > 1) {
      measures.put("scenes", scenes(done));
      places = places(done);
    }
    done.fit().ifPresent(fit -> measures.put(FitFields.NAME, FitFields.of(fit)));
    return new Findings(afterTreatment(done, amount) + places, List.of(), measures, doubts(done));
  }

  /** Without a treatment: what the room is like. */
  static Findings ofRoom(RoomRemoval done) {
    Map<String, Object> measures = evidence(done);
    done.room().ifPresent(room -> addRoom(room, "", measures));
    done.room().ifPresent(room -> measures.put("octaves", octaves(room)));
    return new Findings(
        done.room().map(RoomFindings::inWords).orElse(whyNot(done.verdict())),
        done.room().map(RoomFindings::table).orElse(List.of()),
        measures,
        doubts(done));
  }

  /** What was found in a recording whose room {@code recordings} were heard together for. */
  static Findings sharedBy(int recordings, Findings own) {
    Map<String, Object> measures = new LinkedHashMap<>(own.measures());
    measures.put("same_room_recordings", recordings);
    return new Findings(
        format("%s; one room for %d recordings", own.headline(), recordings),
        own.table(),
        measures,
        own.warnings());
  }

  private static String afterTreatment(RoomRemoval done, double amount) {
    if (amount == 0) {
      return done.room().map(RoomFindings::inWords).orElse(whyNot(done.verdict()))
          + ": left unchanged, as --amount 0 asks";
    }
    if (done.room().isEmpty()) {
      return done.strength() == 0
          ? whyNot(done.verdict()) + ": left unchanged"
          : "treated with weighted prediction error, no room fitted";
    }
    RoomEstimate room = done.room().get();
    RoomEstimate left = done.left().orElse(room);
    String change =
        format(
            "T60 %s s, DRR %s → %s dB, confidence %s",
            change(room.t60Seconds(), left.t60Seconds()),
            signed(room.drrDb()),
            signed(left.drrDb()),
            word(room.confidence()));
    if (done.model() == SoundModel.INSTRUMENT) {
      change += ", heard as one instrument or singer";
    }
    return done.strength() < 1
        ? change + format("; treated at %.0f %% strength", 100 * done.strength())
        : change;
  }

  /** The rooms of a recording that has several; the other figures are of the longest scene. */
  private static String places(RoomRemoval done) {
    return done.scenes().stream()
        .map(
            scene ->
                format(
                    "from %.0f s %s",
                    scene.fromSeconds(),
                    scene
                        .room()
                        .map(room -> format("T60 %.2f s", room.t60Seconds()))
                        .orElse("left alone")))
        .collect(Collectors.joining(", ", "; the place changes: ", ""));
  }

  private static List<Map<String, Object>> scenes(RoomRemoval done) {
    List<Map<String, Object>> scenes = new ArrayList<>();
    for (RoomRemoval.Scene scene : done.scenes()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("from_s", scene.fromSeconds());
      fields.put("to_s", scene.toSeconds());
      scene.room().ifPresent(room -> addRoom(room, "", fields));
      scenes.add(fields);
    }
    return scenes;
  }

  /** Both where they differ: a harmonic fit lowers the room and leaves its decay as it is. */
  private static String change(double before, double after) {
    String from = format("%.2f", before);
    String to = format("%.2f", after);
    return from.equals(to) ? from : from + " → " + to;
  }

  static String inWords(RoomEstimate room) {
    return format(
        "T60 %.2f s, C50 %s dB, DRR %s dB, confidence %s",
        room.t60Seconds(), signed(room.c50Db()), signed(room.drrDb()), word(room.confidence()));
  }

  static String whyNot(Evidence.Verdict verdict) {
    return switch (verdict) {
      case LITTLE_ROOM -> "little room to hear or to remove";
      case HELD_TONES -> "several or plucked tones, whose decay cannot be told from the room's";
      case UNKNOWN -> "too short, too quiet or too noisy to hear a room in";
      case ROOM -> "no room fitted";
    };
  }

  private static List<String> doubts(RoomRemoval done) {
    boolean low = done.room().map(room -> room.confidence() == Confidence.LOW).orElse(false);
    return low
        ? List.of("the recording says little of its room; check the result by ear")
        : List.of();
  }

  private static Map<String, Object> evidence(RoomRemoval done) {
    Evidence evidence = done.evidence();
    Map<String, Object> measures = new LinkedHashMap<>();
    measures.put("verdict", done.verdict().name().toLowerCase(Locale.ROOT));
    evidence.persistenceDb().ifPresent(db -> measures.put("persistence_db", db));
    measures.put("held_share", evidence.heldShare());
    measures.put("pitch_confidence", evidence.tonality().pitchConfidence());
    measures.put("steady_share", evidence.tonality().steadyShare());
    measures.put("model", done.model().label());
    return measures;
  }

  static void addRoom(RoomEstimate room, String suffix, Map<String, Object> measures) {
    measures.put("t60_s" + suffix, room.t60Seconds());
    measures.put("c50_db" + suffix, room.c50Db());
    measures.put("drr_db" + suffix, room.drrDb());
    if (suffix.isEmpty()) {
      measures.put("confidence", word(room.confidence()));
    }
  }

  static List<Map<String, Object>> octaves(RoomEstimate room) {
    List<Map<String, Object>> octaves = new ArrayList<>();
    for (double hz : OCTAVES_HZ) {
      if (room.covers(hz)) {
        double spread = room.octaveSpread(hz);
        Map<String, Object> octave = new LinkedHashMap<>();
        octave.put("center_hz", hz);
        octave.put("t60_s", room.octave(hz, BandDecay::t60Seconds));
        octave.put("t60_relative_spread", spread);
        octave.put("c50_db", room.octave(hz, BandDecay::c50Db));
        octave.put("drr_db", room.octave(hz, BandDecay::drrDb));
        octave.put("confidence", word(Confidence.ofSpread(spread)));
        octaves.add(octave);
      }
    }
    return octaves;
  }

  private static List<String> table(RoomEstimate room) {
    List<String> lines = new ArrayList<>();
    lines.add("  octave     T60      C50      DRR   confidence");
    for (Map<String, Object> octave : octaves(room)) {
      lines.add(
          format(
              "%5.0f Hz  %.2f s  %+.1f dB  %+.1f dB   %s",
              octave.get("center_hz"),
              octave.get("t60_s"),
              octave.get("c50_db"),
              octave.get("drr_db"),
              octave.get("confidence")));
    }
    return lines;
  }

  private static String signed(double db) {
    return format("%+.1f", db).replace('-', '−');
  }

  private static String word(Confidence confidence) {
    return confidence.name().toLowerCase(Locale.ROOT);
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}

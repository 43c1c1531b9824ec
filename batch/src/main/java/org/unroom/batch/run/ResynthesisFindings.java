package org.unroom.batch.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.unroom.reverb.ddsp.Resynthesis;
import org.unroom.reverb.dereverb.SoundModel;

/** Says what a {@link Resynthesis} found, for people and for programs. */
final class ResynthesisFindings {
  private ResynthesisFindings() {}

  static Findings of(Resynthesis done, double amount) {
    Map<String, Object> measures = new LinkedHashMap<>();
    measures.put("verdict", verdict(done));
    measures.put("pitch_confidence", done.tonality().pitchConfidence());
    measures.put("steady_share", done.tonality().steadyShare());
    measures.put("model", SoundModel.INSTRUMENT.label());
    measures.put("resynthesized_share", done.share());
    measures.put("amount", amount);
    if (done.share() > 0) {
      measures.put("spectral_loss", done.spectralLoss());
      measures.put("late_share", done.lateShare());
    }
    done.heard().ifPresent(room -> RoomFindings.addRoom(room, "", measures));
    done.heard().ifPresent(room -> measures.put("octaves", RoomFindings.octaves(room)));
    done.fit().ifPresent(fit -> measures.put(FitFields.NAME, FitFields.of(fit)));
    return new Findings(headline(done, amount), List.of(), measures, warnings(done));
  }

  private static String verdict(Resynthesis done) {
    if (done.share() == 0) {
      return "unknown";
    }
    return done.heard().isPresent() ? "room" : "little_room";
  }

  private static String headline(Resynthesis done, double amount) {
    if (done.share() == 0) {
      return "no single tone to follow, or too short: left unchanged";
    }
    String room = done.heard().map(RoomFindings::inWords).orElse("little room to hear");
    String left = amount == 0 ? ": left unchanged, as --amount 0 asks" : "";
    return String.format(
        Locale.ROOT, "resynthesized, spectral loss %.2f; %s%s", done.spectralLoss(), room, left);
  }

  private static List<String> warnings(Resynthesis done) {
    if (done.share() == 0 || done.share() == 1) {
      return List.of();
    }
    return List.of(
        String.format(
            Locale.ROOT,
            "%.0f %% of it have no single tone to follow and are as they were recorded",
            100 * (1 - done.share())));
  }
}

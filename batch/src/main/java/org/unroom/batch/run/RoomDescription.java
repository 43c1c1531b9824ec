package org.unroom.batch.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.unroom.core.dsp.Decibels;
import org.unroom.reverb.acoustics.BandAcoustics;
import org.unroom.reverb.acoustics.Bands;
import org.unroom.reverb.acoustics.RoomAcoustics;
import org.unroom.reverb.dereverb.SoundModel;
import org.unroom.reverb.fit.RoomEstimate.Confidence;
import org.unroom.reverb.ir.Colour;
import org.unroom.reverb.ir.HeardRoom;
import org.unroom.reverb.ir.ImpulseResponse;
import org.unroom.reverb.ir.IrLayout;
import org.unroom.reverb.ir.IrNormalization;
import org.unroom.reverb.ir.IrSettings;
import org.unroom.reverb.ir.RoomResponse;

/**
 * An impulse response in words of JSON: how it was made, and the acoustics of the room as they are
 * in it ({@link RoomAcoustics} of the response with its direct sound, before normalisation), with
 * how far each octave is known.
 */
final class RoomDescription {
  private final HeardRoom heard;
  private final SoundModel model;
  private final ExtractSettings settings;

  RoomDescription(HeardRoom heard, SoundModel model, ExtractSettings settings) {
    this.heard = heard;
    this.model = model;
    this.settings = settings;
  }

  Map<String, Object> of(ImpulseResponse response, List<Double> unheardHz, int recordings) {
    IrSettings wanted = settings.response();
    int rate = response.sound().sampleRateHz();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("unroom_version", settings.version());
    all.put("sample_rate_hz", rate);
    all.put("channels", response.sound().channelCount());
    all.put("layout", response.layout().map(IrLayout::label).orElse("as recorded"));
    all.put("length_s", response.sound().seconds());
    all.put("direct_sample", response.directSample());
    all.put("normalization", wanted.normalization().label());
    all.put("gain_db", Decibels.ofAmplitude(response.gain()));
    all.put("direct", wanted.keepDirect() ? "keep" : "remove");
    all.put("predelay", wanted.keepPredelay() ? "keep" : "trim");
    all.put("seed", wanted.seed());
    all.put("recordings", recordings);
    all.put("heard_s", heard.seconds());
    all.put("heard_as", model.label());
    all.put("early_reflections", heard.early().isPresent() ? "heard" : "not told");
    response.colour().ifPresent(colour -> all.put("colour", thirdOctaves(colour)));
    all.put("confidence", word(heard.estimate().confidence()));
    RoomAcoustics acoustics = acoustics(rate);
    all.put("whole", ResponseMeasures.of(acoustics.whole()));
    all.put("octaves", octaves(acoustics.bands()));
    all.put("octaves_without_evidence_hz", unheardHz);
    heard.coherence().ifPresent(c -> all.put("interchannel_correlation", correlation(c)));
    return all;
  }

  private RoomAcoustics acoustics(int rate) {
    IrSettings plain =
        new IrSettings(
            Optional.of(IrLayout.MONO),
            IrNormalization.NONE,
            true,
            true,
            OptionalDouble.empty(),
            OptionalInt.of(rate),
            settings.response().seed());
    float[] h = new RoomResponse(heard, plain).build().sound().channel(0);
    return RoomAcoustics.of(h, rate, Bands.OCTAVE);
  }

  private List<Map<String, Object>> octaves(List<BandAcoustics> bands) {
    List<Map<String, Object>> octaves = new ArrayList<>();
    for (BandAcoustics band : bands) {
      Map<String, Object> octave = new LinkedHashMap<>(ResponseMeasures.of(band));
      boolean covered = heard.estimate().covers(band.nominalHz());
      octave.put("evidence", covered);
      if (covered) {
        double spread = heard.estimate().octaveSpread(band.nominalHz());
        octave.put("t60_relative_spread", spread);
        octave.put("confidence", word(Confidence.ofSpread(spread)));
      }
      octaves.add(octave);
    }
    return octaves;
  }

  private List<Map<String, Object>> correlation(List<Double> coherence) {
    List<Map<String, Object>> octaves = new ArrayList<>();
    for (int i = 0; i < coherence.size(); i++) {
      octaves.add(Map.of("center_hz", heard.octavesHz().get(i), "correlation", coherence.get(i)));
    }
    return octaves;
  }

  /** Gains that the whole response was given, half of what the recording's voice shows. */
  private static List<Map<String, Object>> thirdOctaves(Colour colour) {
    List<Map<String, Object>> gains = new ArrayList<>();
    for (int i = 0; i < colour.centersHz().size(); i++) {
      Map<String, Object> gain = new LinkedHashMap<>();
      gain.put("center_hz", colour.centersHz().get(i));
      gain.put("gain_db", colour.levelsDb().get(i));
      gains.add(gain);
    }
    return gains;
  }

  private static String word(Confidence confidence) {
    return confidence.name().toLowerCase(Locale.ROOT);
  }
}

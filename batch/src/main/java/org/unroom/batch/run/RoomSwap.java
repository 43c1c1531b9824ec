package org.unroom.batch.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.unroom.batch.plan.OutputKind;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.linalg.MatrixProduct;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.ScratchAudio;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.media.SoundDecoder;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.acoustics.BandAcoustics;
import org.unroom.reverb.acoustics.Bands;
import org.unroom.reverb.acoustics.RoomAcoustics;
import org.unroom.reverb.dereverb.Dereverberator;
import org.unroom.reverb.dereverb.Evidence;
import org.unroom.reverb.dereverb.RoomExtractor;
import org.unroom.reverb.dereverb.RoomRemoval;
import org.unroom.reverb.ir.HeardRoom;
import org.unroom.reverb.ir.IrLayout;
import org.unroom.reverb.ir.IrNormalization;
import org.unroom.reverb.ir.IrSettings;
import org.unroom.reverb.ir.RoomResponse;
import org.unroom.reverb.swap.OtherRoom;
import org.unroom.reverb.swap.RoomConvolution;

/**
 * {@code swap}: takes a recording's own room out and puts it into another, that of an impulse
 * response or that of another recording.
 */
public final class RoomSwap implements TreatmentPipeline {
  private static final double LONGEST_RESPONSE_SECONDS = 60;
  private static final double MATCH = 0.4;
  private static final double DRY = 0.9;

  private final RoomSwapSettings settings;
  private final SoundDecoder decoder;
  private final Workers workers;
  private final Dereverberator dereverberator;

  /**
   * Starts the threads, and loading what the prediction needs.
   *
   * @param decoder decodes the file that the other room comes from
   */
  public RoomSwap(RoomSwapSettings settings, SoundDecoder decoder) {
    MatrixProduct.warmUp();
    DereverbSettings own = settings.dereverb();
    this.settings = settings;
    this.decoder = decoder;
    this.workers = new Workers(own.threads());
    this.dereverberator =
        new Dereverberator(own.method(), own.model(), own.amount(), own.seed(), workers);
  }

  @Override
  public Treatment treat(AudioSource recording, ScratchSpace scratch, Progress progress)
      throws IOException {
    double heard = settings.matched() ? MATCH : 0;
    Recording other = Recording.readOther(settings.room(), decoder, scratch);
    Audio response =
        settings.matched()
            ? matched(recording, other, progress.part(0, heard))
            : response(other.audio());
    AudioSource dry = recording;
    Optional<RoomRemoval> removal = Optional.empty();
    if (settings.dereverb().amount() > 0) {
      ScratchAudio treated = scratch.soundLike(recording);
      RoomRemoval done = dereverberator.process(recording, treated, progress.part(heard, DRY));
      dry = done.changed() ? treated : recording;
      removal = Optional.of(done);
    }
    progress.report("putting it into the other room", DRY);
    OtherRoom room = ready(response, recording, other.warnings());
    RoomConvolution convolution = new RoomConvolution(room, settings.swap());
    ScratchAudio swapped = scratch.sound(room.outputs(), recording.sampleRateHz());
    swapped.requireSpace(convolution.resultLength(recording.length()));
    convolution.process(dry, swapped);
    progress.report("done", 1);
    Map<OutputKind, AudioSource> sounds = new EnumMap<>(OutputKind.class);
    sounds.put(OutputKind.SWAPPED, swapped);
    sounds.put(OutputKind.DRY, dry);
    return new Treatment(sounds, findings(removal, response, other.warnings()));
  }

  private OtherRoom ready(Audio response, AudioSource recording, List<String> damage)
      throws IOException {
    try {
      return new OtherRoom(
          response,
          recording.channelCount(),
          recording.sampleRateHz(),
          settings.swap().predelaySeconds());
    } catch (IllegalArgumentException e) {
      String why = damage.isEmpty() ? "" : " (" + String.join("; ", damage) + ")";
      throw wrong(e.getMessage() + why);
    }
  }

  private Audio response(AudioSource response) throws IOException {
    double seconds = response.length() / (double) response.sampleRateHz();
    if (seconds > LONGEST_RESPONSE_SECONDS) {
      throw wrong(
          String.format(
              Locale.ROOT,
              "is %.0f s long, an impulse response of at most %.0f s is needed; for the room of a"
                  + " recording use --match",
              seconds,
              LONGEST_RESPONSE_SECONDS));
    }
    return response.all();
  }

  private Audio matched(AudioSource recording, Recording other, Progress progress)
      throws IOException {
    long seed = settings.dereverb().seed();
    RoomExtractor extractor = new RoomExtractor(seed, workers);
    extractor.hear(other.audio(), progress);
    Optional<HeardRoom> heard = extractor.room();
    if (heard.isEmpty()) {
      throw wrong(
          "no room could be told from it, so there is none to match (%s)"
              .formatted(RoomFindings.whyNot(extractor.evidence().verdict())));
    }
    boolean mono = recording.channelCount() == 1;
    boolean asRecorded = recording.channelCount() == heard.get().channels();
    Optional<IrLayout> layout =
        asRecorded ? Optional.empty() : Optional.of(mono ? IrLayout.MONO : IrLayout.STEREO);
    return new RoomResponse(
            heard.get(),
            new IrSettings(
                layout,
                IrNormalization.NONE,
                true,
                true,
                OptionalDouble.empty(),
                OptionalInt.of(recording.sampleRateHz()),
                seed))
        .build()
        .sound();
  }

  private IOException wrong(String problem) {
    return new OtherFileException(new MediaException(settings.room(), problem));
  }

  private Findings findings(Optional<RoomRemoval> removal, Audio response, List<String> damage) {
    BandAcoustics other =
        RoomAcoustics.of(response.channel(0), response.sampleRateHz(), Bands.OCTAVE).whole();
    Map<String, Object> measures = new LinkedHashMap<>();
    removal.ifPresent(
        done ->
            measures.putAll(
                RoomFindings.ofTreatment(done, settings.dereverb().amount()).measures()));
    measures.put("other_room", ResponseMeasures.of(other));
    measures.put("wet", settings.swap().wet());
    String from = removal.map(RoomSwap::own).orElse("own room kept");
    String to =
        other.t60Seconds().isPresent()
            ? String.format(Locale.ROOT, "T60 %.2f s", other.t60Seconds().getAsDouble())
            : "a response without a decay";
    List<String> warnings = new ArrayList<>();
    if (removal.filter(done -> done.verdict() == Evidence.Verdict.HELD_TONES).isPresent()) {
      warnings.add("its own room could not be told from held tones and stays under the other");
    }
    damage.forEach(line -> warnings.add(settings.room() + ": " + line));
    return new Findings(from + " → " + to, List.of(), measures, warnings);
  }

  private static String own(RoomRemoval done) {
    return done.room()
        .map(room -> String.format(Locale.ROOT, "T60 %.2f s taken out", room.t60Seconds()))
        .orElse("own room kept: " + RoomFindings.whyNot(done.verdict()));
  }

  @Override
  public void close() {
    workers.close();
  }
}

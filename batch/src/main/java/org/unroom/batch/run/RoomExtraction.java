package org.unroom.batch.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.unroom.batch.plan.OutputKind;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.linalg.MatrixProduct;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.media.SoundDecoder;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.dereverb.Evidence;
import org.unroom.reverb.dereverb.RoomExtractor;
import org.unroom.reverb.dereverb.RoomRemoval;
import org.unroom.reverb.dereverb.SoundModel;
import org.unroom.reverb.ir.HeardRoom;
import org.unroom.reverb.ir.ImpulseResponse;
import org.unroom.reverb.ir.RoomResponse;

/** {@code extract-ir}: the room of a recording, or of several, as an impulse response. */
public final class RoomExtraction implements TreatmentPipeline {
  private static final String PLAYED =
      "heard from one instrument or singer: its clarity may be several dB too high, and its colour"
          + " is not that of the room";

  private final ExtractSettings settings;
  private final SoundDecoder decoder;
  private final Workers workers;

  /**
   * Starts the threads, and loading what the prediction needs.
   *
   * @param decoder decodes the other recordings of the room
   */
  public RoomExtraction(ExtractSettings settings, SoundDecoder decoder) {
    MatrixProduct.warmUp();
    this.settings = settings;
    this.decoder = decoder;
    this.workers = new Workers(settings.threads());
  }

  @Override
  public Treatment treat(AudioSource recording, ScratchSpace scratch, Progress progress)
      throws IOException {
    RoomExtractor extractor = new RoomExtractor(settings.response().seed(), workers);
    int recordings = 1 + settings.sameRoom().size();
    extractor.hear(recording, progress.part(0, 1.0 / recordings));
    for (int i = 1; i < recordings; i++) {
      Path other = settings.sameRoom().get(i - 1);
      Recording next = Recording.readOther(other, decoder, scratch);
      Progress part = progress.part(i / (double) recordings, (i + 1.0) / recordings);
      extractor.hear(next.audio(), part);
    }
    Optional<HeardRoom> heard = extractor.room();
    Findings findings = findings(extractor, heard);
    if (heard.isEmpty()) {
      return Treatment.dry(recording, Optional.empty(), findings);
    }
    RoomResponse maker = new RoomResponse(heard.get(), settings.response());
    ImpulseResponse response = maker.build();
    Map<OutputKind, AudioSource> sounds = new EnumMap<>(OutputKind.class);
    sounds.put(OutputKind.IR, AudioSource.of(response.sound()));
    RoomDescription description = new RoomDescription(heard.get(), extractor.model(), settings);
    return new Treatment(
        sounds,
        findings,
        Optional.of(
            RoomNotes.of(response, description.of(response, maker.unheardHz(), recordings))));
  }

  private static Findings findings(RoomExtractor extractor, Optional<HeardRoom> heard) {
    Evidence evidence = extractor.evidence();
    SoundModel model = extractor.model();
    double strength =
        model == SoundModel.INSTRUMENT
            ? heard.map(room -> 1.0).orElse(0.0)
            : evidence.strength(model);
    Findings found =
        RoomFindings.ofRoom(
            new RoomRemoval(
                false,
                evidence,
                model,
                strength,
                heard.map(HeardRoom::estimate),
                Optional.empty()));
    return heard.isPresent() && model == SoundModel.INSTRUMENT ? found.withWarning(PLAYED) : found;
  }

  @Override
  public void close() {
    workers.close();
  }
}

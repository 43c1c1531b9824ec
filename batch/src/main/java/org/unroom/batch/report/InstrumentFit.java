package org.unroom.batch.report;

import java.io.IOException;
import org.unroom.batch.run.ReadWindow;
import org.unroom.batch.run.Recording;
import org.unroom.core.audio.Audio;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.media.SoundDecoder;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.core.plot.Picture;
import org.unroom.reverb.dereverb.HarmonicModel;

/** Hears a recording as one instrument or singer, for the picture of what plays its dry sound. */
final class InstrumentFit {
  private static final double LONGEST_SECONDS = 60;

  private InstrumentFit() {}

  /** Fits the sound and draws its controls. */
  static Picture picture(MeasuredSound sound, ReadWindow window, String title) throws IOException {
    if (sound.seconds() > LONGEST_SECONDS) {
      throw new MediaException(
          sound.path(),
          "is %.0f s long, controls are drawn of at most %.0f s; take a part with --start and"
                  .formatted(sound.seconds(), LONGEST_SECONDS)
              + " --duration");
    }
    try (ScratchSpace scratch = ScratchSpace.temporary();
        Workers workers = Workers.allCores()) {
      Recording recording = Recording.read(sound.path(), window, false, SoundDecoder.HERE, scratch);
      Audio audio = recording.audio().all();
      HarmonicModel model = HarmonicModel.of(audio, workers, Progress.NONE);
      return FitPictures.levels(title, model.controls());
    }
  }
}

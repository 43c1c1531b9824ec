package org.unroom.batch.report;

import java.io.IOException;
import org.unroom.batch.run.PitchAnalysis;
import org.unroom.batch.run.ReadWindow;
import org.unroom.batch.run.Recording;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.media.SoundDecoder;
import org.unroom.core.parallel.Progress;
import org.unroom.core.pitch.PitchTrack;
import org.unroom.core.plot.Picture;
import org.unroom.core.plot.SoundPictures;

/** The pitch of a recording over its spectrogram. */
final class PitchPicture {
  private final MeasuredSound sound;
  private final ReadWindow window;

  /**
   * A picture of a recording.
   *
   * @param window as it was measured
   */
  PitchPicture(MeasuredSound sound, ReadWindow window) {
    this.sound = sound;
    this.window = window;
  }

  /** Tracks the pitch and draws it where there is one; the file is read once more. */
  Picture picture(String title) throws IOException {
    return SoundPictures.pitched(
        title, sound.spectrogram(), SoundPictures.topDb(sound.spectrogram()), track());
  }

  private PitchTrack track() throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    try (ScratchSpace scratch = ScratchSpace.temporary();
        PitchAnalysis analysis = new PitchAnalysis(threads)) {
      Recording recording = Recording.read(sound.path(), window, false, SoundDecoder.HERE, scratch);
      return analysis.track(recording.audio(), Progress.NONE);
    }
  }
}

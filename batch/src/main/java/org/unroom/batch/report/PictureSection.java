package org.unroom.batch.report;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.unroom.batch.run.ReadWindow;
import org.unroom.core.plot.Picture;
import org.unroom.core.plot.SoundPictures;

/** Where the sounds are compared by eye, all on one scale and over one axis of time. */
final class PictureSection {
  private static final double LONGEST_TRACKED_SECONDS = 60;

  private final List<MeasuredSound> sounds;
  private final ReadWindow window;
  private final boolean pitched;

  /**
   * A section over sounds, the recording first.
   *
   * @param window of the recording
   * @param pitched whether it was heard as one instrument or singer
   */
  PictureSection(List<MeasuredSound> sounds, ReadWindow window, boolean pitched) {
    this.sounds = sounds;
    this.window = window;
    this.pitched = pitched && sounds.get(0).seconds() <= LONGEST_TRACKED_SECONDS;
  }

  /** The section as HTML. */
  String html() throws IOException {
    MeasuredSound recording = sounds.get(0);
    double topDb = SoundPictures.topDb(recording.spectrogram());
    List<String> figures = new ArrayList<>();
    figures.add(
        timed(
            "waveform",
            SoundPictures.waveform(
                "Waveform of the recording", recording.outline(), recording.seconds()),
            recording.seconds()));
    for (MeasuredSound sound : sounds) {
      figures.add(timed("levels-" + sound.kind(), levels(sound, topDb), sound.seconds()));
    }
    return """
    <section aria-labelledby="pictures">
    <h2 id="pictures">Look</h2>
    <p class="soft">All spectrograms have one scale of levels. The bar below a picture is what the player plays; a click goes there.</p>
    %s</section>
    """
        .formatted(String.join("", figures));
  }

  private Picture levels(MeasuredSound sound, double topDb) throws IOException {
    String title = PlayerSection.label(sound.kind());
    return pitched && sound.kind().equals(sounds.get(0).kind())
        ? new PitchPicture(sound, window).picture(title + ", its fundamental and partials")
        : SoundPictures.spectrogram(title, sound.spectrogram(), topDb);
  }

  private static String timed(String id, Picture picture, double seconds) {
    Rectangle2D area = picture.plotArea();
    return String.format(
        Locale.ROOT,
        """
        <figure>
        <figcaption>%s</figcaption>
        <div class="scroll" tabindex="0" role="group" aria-label="%s">
        <div class="timed" data-left="%.5f" data-right="%.5f" data-seconds="%.6f">%s<span class="playhead"></span><span class="heard"></span></div>
        </div>
        </figure>
        """,
        Html.text(picture.title()),
        Html.text(picture.title()),
        area.getMinX() / picture.width(),
        area.getMaxX() / picture.width(),
        seconds,
        picture.inPage(id));
  }

  /** A picture that does not move with the player. */
  static String still(String id, Picture picture) {
    return """
    <figure>
    <figcaption>%s</figcaption>
    %s
    </figure>
    """
        .formatted(Html.text(picture.title()), picture.inPage(id));
  }
}

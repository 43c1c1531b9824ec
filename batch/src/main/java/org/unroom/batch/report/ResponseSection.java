package org.unroom.batch.report;

import java.io.IOException;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.unroom.core.audio.Audio;
import org.unroom.core.plot.Picture;
import org.unroom.core.plot.SoundPictures;
import org.unroom.reverb.acoustics.BandAcoustics;
import org.unroom.reverb.acoustics.Bands;
import org.unroom.reverb.acoustics.RoomAcoustics;

/** The impulse response that was saved: what it looks like, and what ISO 3382-1 reads from it. */
final class ResponseSection {
  private final MeasuredSound file;
  private final boolean pictures;

  /**
   * A section over a response.
   *
   * @param pictures whether pictures can be drawn here
   */
  ResponseSection(MeasuredSound file, boolean pictures) {
    this.file = file;
    this.pictures = pictures;
  }

  /** The section as HTML. */
  String html() throws IOException {
    Audio response = file.excerpt(0, file.samples());
    RoomAcoustics acoustics =
        RoomAcoustics.of(response.channel(0), response.sampleRateHz(), Bands.OCTAVE);
    String rows =
        acoustics.bands().stream().map(ResponseSection::row).collect(Collectors.joining());
    return """
    <section aria-labelledby="response">
    <h2 id="response">The impulse response</h2>
    %s<div class="scroll" tabindex="0" role="group" aria-label="Table of the impulse response">
    <table>
    <caption>Read from the file%s after ISO 3382-1; what its range does not allow is left out.</caption>
    <thead><tr><th scope="col">Octave</th><th scope="col" class="n">EDT</th><th scope="col" class="n">T60</th><th scope="col">from</th><th scope="col" class="n">C50</th><th scope="col" class="n">C80</th><th scope="col" class="n">D50</th><th scope="col" class="n">DRR</th><th scope="col" class="n">range</th><th scope="col">decay</th></tr></thead>
    <tbody>
    %s</tbody>
    </table>
    </div>
    </section>
    """
        .formatted(
            pictures ? pictures(new ResponsePictures(response)) : "",
            file.format().channels() > 1 ? " (its first channel)" : "",
            rows);
  }

  private String pictures(ResponsePictures drawn) {
    Picture levels =
        SoundPictures.spectrogram(
            "Its spectrogram", file.spectrogram(), SoundPictures.topDb(file.spectrogram()));
    return PictureSection.still("ir-early", drawn.early("Its first 100 ms"))
        + PictureSection.still("ir-envelope", drawn.envelope("Its envelope"))
        + PictureSection.still("ir-decay", drawn.decay("Energy decay per octave, and fitted lines"))
        + PictureSection.still("ir-levels", levels);
  }

  private static String row(BandAcoustics band) {
    return """
    <tr><th scope="row">%s</th><td class="n">%s</td><td class="n">%s</td><td>%s</td><td class="n">%s</td><td class="n">%s</td><td class="n">%s</td><td class="n">%s</td><td class="n">%s</td><td>%s</td></tr>
    """
        .formatted(
            Figures.hertz(band.nominalHz()),
            shown("%.2f s", band.edtSeconds()),
            shown("%.2f s", band.t60Seconds()),
            band.t60Estimator().equals("none") ? "–" : band.t60Estimator(),
            shown("%+.1f dB", band.c50Db()),
            shown("%+.1f dB", band.c80Db()),
            shown("%.2f", band.d50()),
            shown("%+.1f dB", band.drrDb()),
            Figures.plain("%.0f dB", band.rangeDb()),
            decay(band));
  }

  private static String decay(BandAcoustics band) {
    if (band.doubleSlope().isPresent()) {
      return "two slopes";
    }
    return band.bent() ? "bent" : band.t60Seconds().isPresent() ? "straight" : "–";
  }

  private static String shown(String form, OptionalDouble value) {
    return value.isPresent() ? Figures.plain(form, value.getAsDouble()) : "–";
  }
}

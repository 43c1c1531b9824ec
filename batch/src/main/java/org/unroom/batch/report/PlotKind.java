package org.unroom.batch.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.unroom.batch.run.ReadWindow;
import org.unroom.core.media.InputPolicy;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.MediaReader;
import org.unroom.core.plot.Picture;
import org.unroom.core.plot.SoundPictures;

/** The pictures that can be had of a file alone. */
public enum PlotKind {
  /** Levels over time and frequency. */
  SPECTROGRAM {
    @Override
    Picture of(MeasuredSound sound, ReadWindow window, String title) {
      return SoundPictures.spectrogram(
          title, sound.spectrogram(), SoundPictures.topDb(sound.spectrogram()));
    }
  },
  /** Fundamental and partials of one voice or instrument over the spectrogram. */
  PITCH {
    @Override
    Picture of(MeasuredSound sound, ReadWindow window, String title) throws IOException {
      return new PitchPicture(sound, window).picture(title);
    }
  },
  /** The envelope of an impulse response. */
  IR {
    @Override
    Picture of(MeasuredSound sound, ReadWindow window, String title) throws IOException {
      return response(sound, window).envelope(title);
    }
  },
  /** What is left of an impulse response's energy, octave by octave. */
  DECAY {
    @Override
    Picture of(MeasuredSound sound, ReadWindow window, String title) throws IOException {
      return response(sound, window).decay(title);
    }
  },
  /** Levels of tones and noise that play the dry sound of one instrument or singer. */
  CONTROLS {
    @Override
    Picture of(MeasuredSound sound, ReadWindow window, String title) throws IOException {
      return InstrumentFit.picture(sound, window, title);
    }
  },
  /** Samples over time. */
  WAVEFORM {
    @Override
    Picture of(MeasuredSound sound, ReadWindow window, String title) {
      return SoundPictures.waveform(title, sound.outline(), sound.seconds());
    }
  };

  private static final double LONGEST_RESPONSE_SECONDS = 60;

  abstract Picture of(MeasuredSound sound, ReadWindow window, String title) throws IOException;

  private static ResponsePictures response(MeasuredSound sound, ReadWindow window)
      throws IOException {
    if (sound.seconds() > LONGEST_RESPONSE_SECONDS) {
      throw new MediaException(
          sound.path(),
          String.format(
              Locale.ROOT,
              "is %.0f s long, an impulse response of at most %.0f s is needed; extract-ir makes one"
                  + " of a recording",
              sound.seconds(),
              LONGEST_RESPONSE_SECONDS));
    }
    return new ResponsePictures(sound.excerpt(0, sound.samples()));
  }

  /** The word for it in options. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All words, separated by bars. */
  public static String labels() {
    return Arrays.stream(values()).map(PlotKind::label).collect(Collectors.joining("|"));
  }

  /** The kind called {@code label}. */
  public static Optional<PlotKind> called(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
  }

  /** The picture of a part of a file; the file is read twice, as its length is not known before. */
  public Picture of(Path file, ReadWindow window) throws IOException {
    long samples;
    try (MediaReader reader = MediaReader.open(file, InputPolicy.ANYTHING)) {
      int rate = reader.format().sampleRateHz();
      reader.skip(window.startSample(rate));
      samples = reader.skip(window.samples(rate));
    }
    if (samples == 0) {
      throw new MediaException(file, "holds no samples there, so there is nothing to see");
    }
    String title = "%s of %s".formatted(label(), MediaException.shown(file.getFileName()));
    return of(MeasuredSound.of("recording", file, window, samples), window, title);
  }
}

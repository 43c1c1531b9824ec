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
    Picture of(MeasuredSound sound, String title) {
      return SoundPictures.spectrogram(
          title, sound.spectrogram(), SoundPictures.topDb(sound.spectrogram()));
    }
  },
  /** Samples over time. */
  WAVEFORM {
    @Override
    Picture of(MeasuredSound sound, String title) {
      return SoundPictures.waveform(title, sound.outline(), sound.seconds());
    }
  };

  abstract Picture of(MeasuredSound sound, String title);

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
    return of(MeasuredSound.of("recording", file, window, samples), title);
  }
}

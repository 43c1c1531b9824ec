package org.unroom.reverb.dereverb;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.dsp.Quantiles;
import org.unroom.core.dsp.Stft;
import org.unroom.core.parallel.Workers;

/**
 * What a recording says about whether there is a room to take out, before anything is fitted, which
 * model suits it, and how far the treatment may go: not at all where sound stops as it only can
 * without a room, and not at all where held tones would be taken for one.
 *
 * @param persistenceDb {@link Persistence}; nothing where the recording does not stand out of its
 *     noise
 * @param heldShare {@link SustainedTones}, 0..1
 * @param tonality whether it is one tone, and how that moves
 */
public record Evidence(OptionalDouble persistenceDb, double heldShare, Tonality tonality) {
  private static final double DRY_DB = 6;
  private static final double REVERBERANT_DB = 8;
  private static final double SPOKEN_SHARE = 0.09;
  private static final double HELD_SHARE = 0.14;

  /** What the treatment is told by the evidence. */
  public enum Verdict {
    /** There is a room, and nothing speaks against taking it out. */
    ROOM,
    /** There is little room, or none. */
    LITTLE_ROOM,
    /** Held tones: own sound and reverberation cannot be told apart. */
    HELD_TONES,
    /** Too short, too quiet or too noisy to tell. */
    UNKNOWN
  }

  /** The evidence of a recording. */
  public static Evidence of(Audio recording, Workers workers) {
    AnalysisFrames frames = AnalysisFrames.forRate(recording.sampleRateHz());
    OptionalDouble persistence =
        Persistence.db(spectra(recording, frames.halved(), workers), frames.halved(), workers);
    double held = SustainedTones.share(spectra(recording, frames, workers), frames, workers);
    return new Evidence(persistence, held, Tonality.of(recording, workers));
  }

  /** The evidence of a whole from that of its parts: the medians of what is known. */
  static Evidence joint(List<Evidence> parts) {
    double[] persistence =
        parts.stream()
            .filter(part -> part.persistenceDb.isPresent())
            .mapToDouble(part -> part.persistenceDb.getAsDouble())
            .toArray();
    return new Evidence(
        persistence.length == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(Quantiles.median(persistence)),
        Quantiles.median(parts.stream().mapToDouble(Evidence::heldShare).toArray()),
        Tonality.joint(parts.stream().map(Evidence::tonality).toList()));
  }

  /** The same, where it could not tell with the persistence that others in its room told. */
  Evidence orPersistenceOf(Evidence others) {
    return persistenceDb.isPresent()
        ? this
        : new Evidence(others.persistenceDb, heldShare, tonality);
  }

  private static List<ComplexSpectrogram> spectra(
      Audio recording, AnalysisFrames frames, Workers workers) {
    Stft stft = frames.stft();
    List<ComplexSpectrogram> spectra = new ArrayList<>();
    for (int c = 0; c < recording.channelCount(); c++) {
      spectra.add(stft.forward(recording.channel(c), workers));
    }
    return spectra;
  }

  /** The model that suits the recording: never {@link SoundModel#AUTO}. */
  public SoundModel model() {
    if (isInstrument()) {
      return SoundModel.INSTRUMENT;
    }
    return heldShare >= HELD_SHARE ? SoundModel.MIX : SoundModel.VOICE;
  }

  /**
   * How far a treatment may go, 0 (not at all) to 1. With {@link SoundModel#VOICE} held tones do
   * not count; with {@link SoundModel#INSTRUMENT} the fit itself says whether there is a room. What
   * may be speech needs both.
   *
   * @param asked the model that the user wants
   */
  public double strength(SoundModel asked) {
    if (persistenceDb.isEmpty()) {
      return 0;
    }
    double room = ramp(persistenceDb.getAsDouble(), DRY_DB, REVERBERANT_DB);
    double unheld = 1 - ramp(heldShare, SPOKEN_SHARE, HELD_SHARE);
    return switch (asked) {
      case INSTRUMENT -> 1;
      case VOICE -> room;
      case MIX -> room * unheld;
      case AUTO -> {
        if (isInstrument()) {
          yield tonality.isSteady() ? 1 : room;
        }
        yield room * unheld;
      }
    };
  }

  private boolean isInstrument() {
    return tonality.isMelody() || tonality.isPercussive();
  }

  /** The evidence in a word. */
  public Verdict verdict() {
    if (persistenceDb.isEmpty()) {
      return Verdict.UNKNOWN;
    }
    if (persistenceDb.getAsDouble() <= DRY_DB) {
      return Verdict.LITTLE_ROOM;
    }
    return heldShare >= HELD_SHARE ? Verdict.HELD_TONES : Verdict.ROOM;
  }

  private static double ramp(double x, double from, double to) {
    return Math.min(1, Math.max(0, (x - from) / (to - from)));
  }
}

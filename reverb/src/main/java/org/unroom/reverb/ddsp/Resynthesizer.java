package org.unroom.reverb.ddsp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.audio.AudioWindow;
import org.unroom.core.audio.WindowStitcher;
import org.unroom.core.dsp.Resampler;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.core.pitch.PitchRange;
import org.unroom.core.pitch.PitchTrack;
import org.unroom.core.pitch.PitchTracker;
import org.unroom.reverb.dereverb.AnalysisFrames;
import org.unroom.reverb.dereverb.HarmonicModel;
import org.unroom.reverb.dereverb.Tonality;
import org.unroom.reverb.fit.FitRecord;
import org.unroom.reverb.fit.RoomEstimate;

/**
 * Plays a recording of one instrument or singer again without its room, as the DDSP paper does (J.
 * Engel et al. 2020, sec. 4.4): {@link PitchTracker} follows the tone, {@link HarmonicModel} hears
 * the room in expected powers, {@link DdspFit} fits synthesizer and room to the waveform's spectra,
 * and what comes out is the synthesizer alone. Nothing of it is the recording.
 *
 * <p>The model has one channel: it is fitted to the mean of the channels, and each gets it at its
 * own level. Rates above 24 kHz are fitted at the half, third ... that is not, so that the
 * synthetic sound ends at 11 or 12 kHz. Long recordings are fitted in windows of half a minute,
 * each for itself but for phase and level at the seam ({@link SoundBefore}); the room is that of
 * the window with the most energy. A window in which little late sound is heard is dry: it is
 * fitted without a room.
 */
public final class Resynthesizer {
  private static final int HIGHEST_RATE_HZ = 24_000;
  private static final double WINDOW_SECONDS = 30;
  private static final double CONTEXT_SECONDS = 2;

  private static final double FADE_SECONDS = 0.02;

  private static final double SHORTEST_SECONDS = 0.5;

  /** Mean confidence: melodies have 0.7 and more, percussion up to 0.55. */
  private static final double LEAST_CONFIDENCE = 0.65;

  /** Dry recordings have up to 5 % of late sound, most of those in rooms 9 % and more. */
  private static final double LITTLE_LATE = 0.055;

  private final DdspSettings settings;
  private final Workers workers;

  /** For any number of recordings, one after the other. */
  public Resynthesizer(DdspSettings settings, Workers workers) {
    this.settings = settings;
    this.workers = workers;
  }

  /**
   * Resynthesizes a recording in memory that does not grow with its length.
   *
   * @param recording finite samples
   * @param dry gets as many samples, those of the recording where there is no tone to follow
   */
  public Resynthesis process(AudioSource recording, AudioSink dry, Progress progress)
      throws IOException {
    int rate = recording.sampleRateHz();
    List<AudioWindow> windows =
        AudioWindow.over(
            recording.length(),
            Math.max(1, Math.round(WINDOW_SECONDS * rate)),
            Math.round(CONTEXT_SECONDS * rate),
            Math.round(FADE_SECONDS * rate));
    Run run = new Run(windows, rate);
    new WindowStitcher(windows)
        .run(
            recording,
            (i, stretch) -> {
              double from = i / (double) windows.size();
              double to = (i + 1.0) / windows.size();
              return run.window(i, stretch, progress.part(from, to));
            },
            dry);
    progress.report("done", 1);
    return run.result();
  }

  private static int fitRate(int rateHz) {
    int by = (rateHz + HIGHEST_RATE_HZ - 1) / HIGHEST_RATE_HZ;
    return rateHz % by == 0 ? rateHz / by : rateHz;
  }

  private static float[] resampled(float[] x, int fromHz, int toHz) {
    return fromHz == toHz ? x : Resampler.between(fromHz, toHz).resample(x);
  }

  private static double energy(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += (double) v * v;
    }
    return sum;
  }

  /** One recording on its way. */
  private final class Run {
    private final List<AudioWindow> windows;
    private final int rate;
    private final List<Tonality> tonalities = new ArrayList<>();
    private int fitted;
    private double losses;
    private double mostEnergy;
    private double lateShare;
    private Optional<SoundBefore> before = Optional.empty();
    private Optional<RoomEstimate> heard = Optional.empty();
    private Optional<LearnedRoom> room = Optional.empty();
    private Optional<FitRecord> record = Optional.empty();

    Run(List<AudioWindow> windows, int rate) {
      this.windows = windows;
      this.rate = rate;
    }

    Optional<Audio> window(int i, Audio stretch, Progress progress) {
      progress.report("tracking the pitch", 0);
      Tonality tonality = Tonality.of(stretch, workers);
      tonalities.add(tonality);
      float[] mean = stretch.mean();
      double energy = energy(mean);
      boolean fits = stretch.seconds() >= SHORTEST_SECONDS && energy > 0;
      Optional<SoundBefore> goesOn = before;
      before = Optional.empty();
      if (!fits || tonality.pitchConfidence() < LEAST_CONFIDENCE) {
        return Optional.empty();
      }
      int fitRate = fitRate(rate);
      float[] x = resampled(mean, rate, fitRate);
      long start = windows.get(i).contextFrom();
      DdspResult result = fit(x, fitRate, energy, goesOn.map(b -> b.seam(start, rate)), progress);
      fitted++;
      if (record.isEmpty()) {
        record =
            Optional.of(
                new FitRecord(
                    start / (double) rate,
                    List.of(result.trace()),
                    Optional.of(result.controls())));
      }
      losses += result.spectralLoss();
      float[] dry = Arrays.copyOf(resampled(result.dry(), fitRate, rate), mean.length);
      Audio channels = ofChannels(dry, stretch, energy);
      goesOn.ifPresent(b -> b.leadInto(channels, start));
      if (i + 1 < windows.size()) {
        long seam = windows.get(i + 1).from() + Math.round(FADE_SECONDS * rate / 2);
        double cycles = result.cyclesAt((seam - start) / (double) rate);
        before = Optional.of(SoundBefore.of(channels, start, seam, cycles));
      }
      return Optional.of(channels);
    }

    private DdspResult fit(
        float[] x, int rate, double energy, Optional<PhaseSeam> seam, Progress progress) {
      DdspFit fit = new DdspFit(settings, workers);
      int hop = fit.hop(rate);
      PitchTrack pitch =
          new PitchTracker(rate, PitchRange.MUSIC, workers)
              .track(x, 0, hop, fit.frames(rate, x.length));
      HarmonicModel model = hear(x, rate, pitch, progress.part(0.02, 0.1));
      Optional<RoomEstimate> around =
          model.lateShare() > LITTLE_LATE ? Optional.of(model.room()) : Optional.empty();
      DdspResult result = fit.fit(rate, x, pitch.f0Hz(), around, seam, progress.part(0.1, 1));
      if (energy > mostEnergy) {
        mostEnergy = energy;
        lateShare = model.lateShare();
        heard = around;
        room = result.room();
      }
      return result;
    }

    private HarmonicModel hear(float[] x, int rate, PitchTrack pitch, Progress progress) {
      AnalysisFrames frames = AnalysisFrames.forRate(rate);
      var spectra = List.of(frames.stft().forward(x, workers));
      PitchTrack ofFrames =
          pitch.at(-frames.nFft() / 2.0 / rate, frames.hopSeconds(), spectra.get(0).frames());
      return new HarmonicModel(spectra, ofFrames, frames, workers, progress);
    }

    private Audio ofChannels(float[] dry, Audio stretch, double energy) {
      float[][] channels = new float[stretch.channelCount()][dry.length];
      for (int c = 0; c < channels.length; c++) {
        float gain =
            channels.length == 1 ? 1 : (float) Math.sqrt(energy(stretch.channel(c)) / energy);
        for (int n = 0; n < dry.length; n++) {
          channels[c][n] = gain * dry[n];
        }
      }
      return new Audio(channels, stretch.sampleRateHz());
    }

    Resynthesis result() {
      return new Resynthesis(
          fitted / (double) tonalities.size(),
          Tonality.joint(tonalities),
          fitted == 0 ? 0 : losses / fitted,
          lateShare,
          heard,
          room,
          record);
    }
  }
}

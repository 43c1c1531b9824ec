package org.unroom.reverb.dereverb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.audio.AudioWindow;
import org.unroom.core.audio.WindowStitcher;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.dsp.Stft;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.fit.RoomEstimate;

/**
 * Takes the room out of recordings, each fitted for itself: {@link Evidence} says whether there is
 * a room at all and how far the treatment may go, {@link DryFit} finds dry sound and room, and the
 * two are mixed,
 *
 * <pre>
 *   out = recording + strength amount (dry - recording)
 * </pre>
 *
 * sample-aligned. Long recordings are treated in overlapping {@link AudioWindow windows}, each with
 * a room and evidence of its own. Where the strength is 0 the recording comes back unchanged.
 */
public final class Dereverberator {
  private static final double HEARD = 0.05;

  private final DereverbMethod method;
  private final double amount;
  private final long seed;
  private final Workers workers;

  /**
   * A dereverberator for any number of recordings.
   *
   * @param amount how much of the room to take out, 0..1
   * @param seed of everything random
   * @param workers threads; the result does not depend on their number
   */
  public Dereverberator(DereverbMethod method, double amount, long seed, Workers workers) {
    if (!(amount >= 0 && amount <= 1)) {
      throw new IllegalArgumentException("amount=%s must be between 0 and 1".formatted(amount));
    }
    this.method = method;
    this.amount = amount;
    this.seed = seed;
    this.workers = workers;
  }

  /**
   * Takes the room out of a recording in memory.
   *
   * @param recording finite samples, not changed
   */
  public Dereverberation process(Audio recording, Progress progress) {
    float[][] dry = new float[recording.channelCount()][recording.length()];
    int[] done = new int[1];
    AudioSink memory =
        (samples, from, count) -> {
          for (int c = 0; c < dry.length; c++) {
            System.arraycopy(samples[c], from, dry[c], done[0], count);
          }
          done[0] += count;
        };
    try {
      RoomRemoval removal = process(AudioSource.of(recording), memory, progress);
      return new Dereverberation(
          removal.changed() ? new Audio(dry, recording.sampleRateHz()) : recording, removal);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be read and written", e);
    }
  }

  /**
   * Takes the room out, in memory that does not grow with the recording's length.
   *
   * @param recording finite samples; read twice
   * @param dry gets as many samples, those of the recording where nothing is done
   */
  public RoomRemoval process(AudioSource recording, AudioSink dry, Progress progress)
      throws IOException {
    List<AudioWindow> windows =
        TreatmentWindows.over(
            recording.length(), recording.sampleRateHz(), recording.channelCount());
    List<Evidence> evidence = new ArrayList<>();
    for (AudioWindow window : windows) {
      double done = evidence.size() / (double) windows.size();
      progress.report("looking for a room", HEARD * done);
      evidence.add(Evidence.of(recording.slice(window.contextFrom(), window.contextTo()), workers));
    }
    Run run = new Run();
    new WindowStitcher(windows)
        .run(
            recording,
            (i, stretch) -> {
              double from = HEARD + (1 - HEARD) * i / windows.size();
              double to = HEARD + (1 - HEARD) * (i + 1) / windows.size();
              return run.treat(stretch, strength(evidence, i), progress.part(from, to));
            },
            dry);
    progress.report("done", 1);
    return run.result(Evidence.joint(evidence));
  }

  /** Of window i, or of the nearest that could tell. */
  private double strength(List<Evidence> evidence, int i) {
    if (method == DereverbMethod.WPE) {
      return 1;
    }
    for (int distance = 0; distance < evidence.size(); distance++) {
      for (int j : new int[] {i - distance, i + distance}) {
        if (j >= 0 && j < evidence.size() && evidence.get(j).persistenceDb().isPresent()) {
          return evidence.get(j).strength();
        }
      }
    }
    return 0;
  }

  private List<ComplexSpectrogram> spectra(Audio stretch, Stft stft) {
    List<ComplexSpectrogram> spectra = new ArrayList<>();
    for (int c = 0; c < stretch.channelCount(); c++) {
      spectra.add(stft.forward(stretch.channel(c), workers));
    }
    return spectra;
  }

  /** One recording on its way. */
  private final class Run {
    private final List<RoomEstimate> rooms = new ArrayList<>();
    private final List<RoomEstimate> left = new ArrayList<>();
    private double strengths;
    private int windows;

    Optional<Audio> treat(Audio stretch, double strength, Progress progress) {
      strengths += strength;
      windows++;
      if (strength == 0) {
        return Optional.empty();
      }
      List<float[]> treated =
          method == DereverbMethod.WPE
              ? predictedByWpe(stretch, progress)
              : fitted(stretch, (float) (strength * amount), progress);
      return Optional.of(new Audio(treated.toArray(float[][]::new), stretch.sampleRateHz()));
    }

    private List<float[]> fitted(Audio stretch, float share, Progress progress) {
      AnalysisFrames frames = AnalysisFrames.forRate(stretch.sampleRateHz());
      Stft stft = frames.stft();
      DryFit.Result result =
          new DryFit(frames, method, share, seed, workers).of(spectra(stretch, stft), progress);
      rooms.add(result.room());
      left.add(result.left());
      return signals(result.dry(), stft, stretch.length());
    }

    private List<float[]> predictedByWpe(Audio stretch, Progress progress) {
      Stft stft = AnalysisFrames.forRate(stretch.sampleRateHz()).halved().stft();
      List<ComplexSpectrogram> wet = spectra(stretch, stft);
      List<ComplexSpectrogram> residual =
          new LinearPrediction(PredictionSettings.WPE, workers).residual(wet, progress);
      for (int c = 0; c < wet.size(); c++) {
        residual.get(c).blend(wet.get(c), (float) (1 - amount));
      }
      return signals(residual, stft, stretch.length());
    }

    private List<float[]> signals(List<ComplexSpectrogram> spectra, Stft stft, int length) {
      return spectra.stream().map(channel -> stft.inverse(channel, length, workers)).toList();
    }

    RoomRemoval result(Evidence evidence) {
      return new RoomRemoval(
          strengths > 0 && amount > 0, evidence, strengths / windows, joint(rooms), joint(left));
    }

    private static Optional<RoomEstimate> joint(List<RoomEstimate> estimates) {
      return estimates.isEmpty() ? Optional.empty() : Optional.of(RoomEstimate.joint(estimates));
    }
  }
}

package org.unroom.reverb.dereverb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unroom.core.audio.Audio;
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
 * sample-aligned. Long recordings are treated in overlapping {@link TreatmentWindow windows}, each
 * with a room and evidence of its own. Where the strength is 0 the recording comes back unchanged.
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
   * Takes the room out.
   *
   * @param recording finite samples, not changed
   */
  public Dereverberation process(Audio recording, Progress progress) {
    int rate = recording.sampleRateHz();
    List<TreatmentWindow> windows =
        TreatmentWindow.over(recording.length(), rate, recording.channelCount());
    List<Evidence> evidence = new ArrayList<>();
    for (TreatmentWindow window : windows) {
      double done = evidence.size() / (double) windows.size();
      progress.report("looking for a room", HEARD * done);
      evidence.add(Evidence.of(recording.slice(window.contextFrom(), window.contextTo()), workers));
    }
    Run run = new Run(recording, TreatmentWindow.fadeSamples(rate));
    for (int i = 0; i < windows.size(); i++) {
      double from = HEARD + (1 - HEARD) * i / windows.size();
      double to = HEARD + (1 - HEARD) * (i + 1) / windows.size();
      run.treat(windows.get(i), strength(evidence, i), progress.part(from, to));
    }
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
    private final Audio recording;
    private final int fade;
    private final float[][] dry;
    private final List<RoomEstimate> rooms = new ArrayList<>();
    private final List<RoomEstimate> left = new ArrayList<>();
    private double strengths;
    private int windows;

    Run(Audio recording, int fade) {
      this.recording = recording;
      this.fade = fade;
      this.dry = new float[recording.channelCount()][];
      for (int c = 0; c < dry.length; c++) {
        dry[c] = recording.channel(c).clone();
      }
    }

    void treat(TreatmentWindow window, double strength, Progress progress) {
      strengths += strength;
      windows++;
      if (strength == 0) {
        return;
      }
      Audio stretch = recording.slice(window.contextFrom(), window.contextTo());
      List<float[]> treated =
          method == DereverbMethod.WPE
              ? predictedByWpe(stretch, progress)
              : fitted(stretch, (float) (strength * amount), progress);
      for (int c = 0; c < dry.length; c++) {
        fadeIn(window, recording.channel(c), treated.get(c), dry[c]);
      }
    }

    /** Adds the change that the window brings, faded in and out where windows overlap. */
    private void fadeIn(TreatmentWindow window, float[] wet, float[] treated, float[] out) {
      for (int n = window.from(); n < window.to(); n++) {
        float weight = weight(window, n);
        float value = treated[n - window.contextFrom()];
        out[n] = weight == 1 ? value : out[n] + weight * (value - wet[n]);
      }
    }

    private float weight(TreatmentWindow window, int n) {
      float in = window.from() == 0 ? 1 : (n - window.from() + 0.5f) / fade;
      float out = window.to() == recording.length() ? 1 : (window.to() - n - 0.5f) / fade;
      return Math.min(1, Math.min(in, out));
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

    Dereverberation result(Evidence evidence) {
      boolean unchanged = strengths == 0 || amount == 0;
      return new Dereverberation(
          unchanged ? recording : new Audio(dry, recording.sampleRateHz()),
          evidence,
          strengths / windows,
          joint(rooms),
          joint(left));
    }

    private static Optional<RoomEstimate> joint(List<RoomEstimate> estimates) {
      return estimates.isEmpty() ? Optional.empty() : Optional.of(RoomEstimate.joint(estimates));
    }
  }
}

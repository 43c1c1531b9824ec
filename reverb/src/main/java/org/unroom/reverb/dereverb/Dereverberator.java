package org.unroom.reverb.dereverb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.audio.AudioWindow;
import org.unroom.core.audio.SoundingAudio;
import org.unroom.core.audio.WindowStitcher;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.dsp.Stft;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.fit.FitRecord;
import org.unroom.reverb.fit.FitTrace;
import org.unroom.reverb.fit.RoomEstimate;
import org.unroom.reverb.fit.SourceControls;
import org.unroom.reverb.ir.HeardRoom;

/**
 * Takes the room out of recordings, each fitted for itself: {@link Evidence} says whether there is
 * a room at all, which model suits the recording and how far the treatment may go, {@link DryFit}
 * (speech) or {@link HarmonicDry} (one instrument or singer) finds dry sound and room, and the two
 * are mixed,
 *
 * <pre>
 *   out = recording + strength amount (dry - recording)
 * </pre>
 *
 * sample-aligned. Long recordings are treated in overlapping {@link AudioWindow windows}, each with
 * evidence of its own; the windows of a {@link Scenes scene} share its decay times, and a new
 * window begins where the place changes. Where the strength is 0 the recording comes back
 * unchanged.
 */
public final class Dereverberator {
  private static final double SCENES = 0.03;
  private static final double HEARD = 0.08;

  private final DereverbMethod method;
  private final SoundModel model;
  private final double amount;
  private final long seed;
  private final Workers workers;
  private final Optional<SharedRoom> shared;

  /** A dereverberator for any number of recordings that chooses the model of each by itself. */
  public Dereverberator(DereverbMethod method, double amount, long seed, Workers workers) {
    this(method, SoundModel.AUTO, amount, seed, workers);
  }

  /**
   * A dereverberator for any number of recordings.
   *
   * @param method any that treats the recording, which {@link DereverbMethod#DDSP} does not
   * @param model what kind of dry sound is looked for; {@link DereverbMethod#WPE} has none
   * @param amount how much of the room to take out, 0..1
   * @param seed of everything random
   * @param workers threads; the result does not depend on their number
   */
  public Dereverberator(
      DereverbMethod method, SoundModel model, double amount, long seed, Workers workers) {
    this(method, model, amount, seed, workers, Optional.empty());
  }

  private Dereverberator(
      DereverbMethod method,
      SoundModel model,
      double amount,
      long seed,
      Workers workers,
      Optional<SharedRoom> shared) {
    if (!(amount >= 0 && amount <= 1)) {
      throw new IllegalArgumentException("amount=%s must be between 0 and 1".formatted(amount));
    }
    if (method == DereverbMethod.DDSP) {
      throw new IllegalArgumentException(
          "method=%s plays a recording again; use a Resynthesizer".formatted(method.label()));
    }
    this.method = method;
    this.model = model;
    this.amount = amount;
    this.seed = seed;
    this.workers = workers;
    this.shared = shared;
  }

  /**
   * The same for recordings of a room that several of them told of together: its decay times are
   * taken for theirs, and what could not tell whether there is a room is treated as the others. One
   * instrument or singer is heard for itself, and {@link DereverbMethod#WPE} needs no room.
   */
  public Dereverberator in(SharedRoom room) {
    return new Dereverberator(method, model, amount, seed, workers, Optional.of(room));
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
   * @param recording finite samples; read three times
   * @param dry gets as many samples, those of the recording where nothing is done
   */
  public RoomRemoval process(AudioSource recording, AudioSink dry, Progress progress)
      throws IOException {
    SoundingAudio sounding = TreatmentWindows.sounding(recording);
    return processSounding(sounding, sounding.withGaps(dry), progress);
  }

  /** Evidence is heard with the gaps: sound that stops at once is what a dry recording has. */
  private RoomRemoval processSounding(SoundingAudio recording, AudioSink dry, Progress progress)
      throws IOException {
    List<Scenes.Scene> scenes =
        method == DereverbMethod.WPE || shared.isPresent()
            ? Scenes.one(recording)
            : Scenes.of(recording, workers, progress.part(0, SCENES));
    List<AudioWindow> windows = windows(recording, scenes);
    List<Evidence> evidence = new ArrayList<>();
    for (AudioWindow window : windows) {
      double done = evidence.size() / (double) windows.size();
      progress.report("looking for a room", SCENES + (HEARD - SCENES) * done);
      Evidence own =
          Evidence.of(recording.sliceWithGaps(window.contextFrom(), window.contextTo()), workers);
      evidence.add(shared.map(room -> own.orPersistenceOf(room.evidence())).orElse(own));
    }
    Run run = new Run(recording, scenes, windows);
    new WindowStitcher(windows)
        .run(
            recording,
            (i, stretch) -> {
              double from = HEARD + (1 - HEARD) * i / windows.size();
              double to = HEARD + (1 - HEARD) * (i + 1) / windows.size();
              Evidence nearest = nearest(evidence, i);
              return run.treat(i, stretch, nearest, progress.part(from, to));
            },
            dry);
    progress.report("done", 1);
    return run.result(Evidence.joint(evidence));
  }

  private static List<AudioWindow> windows(AudioSource recording, List<Scenes.Scene> scenes) {
    List<Long> seams = new ArrayList<>(List.of(0L));
    scenes.forEach(scene -> seams.add(scene.to()));
    return TreatmentWindows.between(seams, recording.sampleRateHz(), recording.channelCount());
  }

  /** Of window i, or of the nearest that could tell. */
  private static Evidence nearest(List<Evidence> evidence, int i) {
    for (int distance = 0; distance < evidence.size(); distance++) {
      for (int j : new int[] {i - distance, i + distance}) {
        if (j >= 0 && j < evidence.size() && evidence.get(j).persistenceDb().isPresent()) {
          return evidence.get(j);
        }
      }
    }
    return evidence.get(i);
  }

  private SoundModel modelFor(Evidence evidence) {
    return model == SoundModel.AUTO ? evidence.model() : model;
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
    private final SoundingAudio recording;
    private final List<Scenes.Scene> scenes;
    private final List<AudioWindow> windows;
    private final List<List<RoomEstimate>> rooms = new ArrayList<>();
    private final List<List<RoomEstimate>> left = new ArrayList<>();
    private final List<HeardStretches> heard = new ArrayList<>();
    private final Set<Integer> windowsHeard = new HashSet<>();
    private double strengths;
    private boolean ringing;
    private Optional<FitRecord> fit = Optional.empty();
    private int scene;

    Run(SoundingAudio recording, List<Scenes.Scene> scenes, List<AudioWindow> windows) {
      this.recording = recording;
      this.scenes = scenes;
      this.windows = windows;
      for (int s = 0; s < scenes.size(); s++) {
        rooms.add(new ArrayList<>());
        left.add(new ArrayList<>());
        heard.add(new HeardStretches(workers));
        List<Integer> ofScene = windowsOf(scenes.get(s));
        TreatmentWindows.heard(ofScene.size()).forEach(i -> windowsHeard.add(ofScene.get(i)));
      }
    }

    private List<Integer> windowsOf(Scenes.Scene one) {
      return IntStream.range(0, windows.size())
          .filter(i -> windows.get(i).from() >= one.from() && windows.get(i).from() < one.to())
          .boxed()
          .toList();
    }

    Optional<Audio> treat(int window, Audio stretch, Evidence evidence, Progress progress) {
      while (scene + 1 < scenes.size() && windows.get(window).from() >= scenes.get(scene).to()) {
        scene++;
      }
      if (method == DereverbMethod.WPE) {
        strengths++;
        return Optional.of(audio(predictedByWpe(stretch, progress), stretch));
      }
      double strength = evidence.strength(model);
      if (strength > 0 && modelFor(evidence) == SoundModel.INSTRUMENT) {
        return harmonic(window, stretch, progress);
      }
      strengths += strength;
      return strength == 0
          ? Optional.empty()
          : Optional.of(
              audio(fitted(window, stretch, (float) (strength * amount), progress), stretch));
    }

    private Optional<Audio> harmonic(int window, Audio stretch, Progress progress) {
      AnalysisFrames frames = AnalysisFrames.forRate(stretch.sampleRateHz());
      Stft stft = frames.stft();
      List<ComplexSpectrogram> wet = spectra(stretch, stft);
      HarmonicDry.Result result =
          new HarmonicDry(frames, amount, workers).of(stretch.mean(), wet, progress);
      strengths += result.strength();
      ringing |= result.ringing();
      keep(window, List.of(result.trace()), Optional.of(result.controls()));
      if (result.strength() == 0) {
        return Optional.empty();
      }
      if (windowsHeard.contains(window)) {
        heard.get(scene).addPlayed(stretch, wet, result.dry(), result.room());
      }
      rooms.get(scene).add(result.room());
      left.get(scene).add(result.left());
      return Optional.of(audio(signals(result.dry(), stft, stretch.length()), stretch));
    }

    private static Audio audio(List<float[]> channels, Audio like) {
      return new Audio(channels.toArray(float[][]::new), like.sampleRateHz());
    }

    private List<float[]> fitted(int window, Audio stretch, float share, Progress progress) {
      AnalysisFrames frames = AnalysisFrames.forRate(stretch.sampleRateHz());
      Stft stft = frames.stft();
      List<ComplexSpectrogram> wet = spectra(stretch, stft);
      Optional<RoomEstimate> known = shared.map(SharedRoom::estimate);
      float[] ofScene = windows.size() > 1 ? scenes.get(scene).t60Seconds() : new float[0];
      float[] decays =
          known
              .map(room -> room.t60SecondsAt(BlindDecay.bands(wet).centersHz(frames.binHz())))
              .orElse(ofScene);
      DryFit.Found found =
          (dry, segment) -> {
            if (windowsHeard.contains(window)) {
              heard.get(scene).addSpoken(stretch, wet, dry, segment);
            }
          };
      DryFit.Result result =
          new DryFit(frames, method, share, seed, workers).of(wet, decays, found, progress);
      keep(window, result.traces(), Optional.empty());
      rooms.get(scene).add(known.map(result.room()::withDecayTimesOf).orElse(result.room()));
      left.get(scene).add(result.left());
      return signals(result.dry(), stft, stretch.length());
    }

    private void keep(int window, List<FitTrace> traces, Optional<SourceControls> controls) {
      if (fit.isEmpty()) {
        double from = seconds(windows.get(window).contextFrom());
        fit = Optional.of(new FitRecord(from, traces, controls));
      }
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
      int longest = 0;
      List<RoomRemoval.Scene> told = new ArrayList<>();
      for (int s = 0; s < scenes.size(); s++) {
        longest = length(s) > length(longest) ? s : longest;
        told.add(
            new RoomRemoval.Scene(
                s == 0 ? 0 : seconds(scenes.get(s).from()),
                seconds(scenes.get(s).to()),
                joint(rooms.get(s))));
      }
      return new RoomRemoval(
          strengths > 0 && amount > 0,
          evidence,
          strengths == 0 && ringing ? SoundModel.MIX : modelFor(evidence),
          strengths / windows.size(),
          joint(rooms.get(longest)),
          joint(left.get(longest)),
          told,
          heard.get(longest).room().map(this::inSharedRoom),
          fit);
    }

    private HeardRoom inSharedRoom(HeardRoom own) {
      return shared
          .map(SharedRoom::estimate)
          .map(all -> own.withEstimate(own.estimate().withDecayTimesOf(all)))
          .orElse(own);
    }

    /** With the gaps. */
    private double seconds(long sample) {
      return recording.inOrigin(sample) / (double) recording.sampleRateHz();
    }

    /** Samples of a scene; none where no room was fitted. */
    private long length(int s) {
      return rooms.get(s).isEmpty() ? 0 : scenes.get(s).to() - scenes.get(s).from();
    }

    private static Optional<RoomEstimate> joint(List<RoomEstimate> estimates) {
      return estimates.isEmpty() ? Optional.empty() : Optional.of(RoomEstimate.joint(estimates));
    }
  }
}

package org.unroom.batch.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.media.SoundDecoder;
import org.unroom.core.parallel.Progress;

/**
 * Reads one recording, has it treated and writes the outputs: all of them or none. The treated
 * sound is put on the grid of its file first and the removed part is recording minus that, so that
 * the samples of both files add up to the recording's exactly where their format can hold them.
 */
public final class RecordingTask {
  /** What a treatment may not be able to tell, and what is said then. */
  private static final Map<OutputKind, String> UNTOLD =
      Map.of(
          OutputKind.IR, "no room could be told from it",
          OutputKind.RESYNTH, "nothing in it could be played again");

  /** Share of the progress that reading and writing take. */
  private static final double READ = 0.02;

  private static final double WRITE = 0.98;

  private final TreatmentPipeline pipeline;
  private final ReadWindow window;
  private final boolean strict;
  private final SaveSettings save;
  private final SoundDecoder decoder;

  /** A task that decodes in this process. */
  public RecordingTask(
      TreatmentPipeline pipeline, ReadWindow window, boolean strict, SaveSettings save) {
    this(pipeline, window, strict, save, SoundDecoder.HERE);
  }

  /**
   * A task for any number of recordings.
   *
   * @param pipeline the signal processing
   * @param window the part of each recording to work on
   * @param strict whether damage in a recording is an error
   * @param save how outputs are written
   * @param decoder decodes the recordings
   */
  public RecordingTask(
      TreatmentPipeline pipeline,
      ReadWindow window,
      boolean strict,
      SaveSettings save,
      SoundDecoder decoder) {
    this.pipeline = pipeline;
    this.window = window;
    this.strict = strict;
    this.save = save;
    this.decoder = decoder;
  }

  /** Does one recording. */
  public RecordingResult run(PlannedRecording planned, Progress progress) throws IOException {
    return run(planned, progress, CommitGate.OPEN);
  }

  /** Does one recording, whose outputs appear when they have passed {@code gate}. */
  public RecordingResult run(PlannedRecording planned, Progress progress, CommitGate gate)
      throws IOException {
    try (ScratchSpace scratch = new ScratchSpace(folderOf(planned))) {
      return run(planned, scratch, progress, gate);
    }
  }

  /** Where the files will be there is likely to be room for sounds of their size. */
  private static Path folderOf(PlannedRecording planned) {
    Path output = planned.outputs().values().iterator().next();
    return output.toAbsolutePath().getParent();
  }

  private RecordingResult run(
      PlannedRecording planned, ScratchSpace scratch, Progress progress, CommitGate gate)
      throws IOException {
    long start = System.nanoTime();
    progress.report("reading", 0);
    Recording recording = Recording.read(planned.input().path(), window, strict, decoder, scratch);
    OutputSet outputs = new OutputSet(recording.format(), recording.metadata(), save);
    outputs.requireFormats(planned.outputs());
    Treatment all = pipeline.treat(recording.audio(), scratch, progress.part(READ, WRITE));
    requireShape(recording.audio(), all);
    AudioSource audio = kept(planned, recording.audio(), recording.audio());
    Treatment treatment = audio == recording.audio() ? all : kept(planned, recording.audio(), all);
    progress.report("writing", WRITE);
    requireSomething(planned, treatment);
    List<SavedOutput> saved = outputs.save(planned.outputs(), audio, treatment, gate);
    progress.report("writing", 1);
    return new RecordingResult(
        planned.input(),
        recording.format(),
        audio.length(),
        saved,
        treatment.findings(),
        warnings(planned, recording, treatment, saved),
        notes(recording, saved),
        (System.nanoTime() - start) / 1e9);
  }

  /** The part of {@code sound} that was asked for, without what was only heard. */
  private AudioSource kept(PlannedRecording planned, AudioSource recording, AudioSource sound)
      throws IOException {
    if (window.contextSeconds() == 0) {
      return sound;
    }
    int rate = recording.sampleRateHz();
    long from = window.leadSamples(rate);
    long to = Math.min(sound.length(), from + window.samples(rate));
    if (from >= recording.length()) {
      throw new MediaException(
          planned.input().path(),
          "--preview lies behind its end, at %s s".formatted(window.startSeconds()));
    }
    return AudioSource.of(sound.slice(from, to));
  }

  private Treatment kept(PlannedRecording planned, AudioSource recording, Treatment all)
      throws IOException {
    Map<OutputKind, AudioSource> sounds = new EnumMap<>(all.sounds());
    for (OutputKind kind : all.sounds().keySet()) {
      if (kind != OutputKind.IR) {
        sounds.put(kind, kept(planned, recording, all.sounds().get(kind)));
      }
    }
    return new Treatment(sounds, all.findings(), all.room());
  }

  /** A recording of which nothing that was asked for can be told has failed. */
  private static void requireSomething(PlannedRecording planned, Treatment treatment)
      throws MediaException {
    Set<OutputKind> wanted = new TreeSet<>(planned.outputs().keySet());
    wanted.remove(OutputKind.REPORT);
    for (OutputKind kind : wanted) {
      if (treatment.sounds().containsKey(kind) || !UNTOLD.containsKey(kind)) {
        return;
      }
    }
    throw new MediaException(
        planned.input().path(),
        "%s, so there is none to save (%s)"
            .formatted(
                UNTOLD.get(wanted.isEmpty() ? OutputKind.IR : wanted.iterator().next()),
                treatment.findings().headline()));
  }

  private static List<String> warnings(
      PlannedRecording planned, Recording recording, Treatment treatment, List<SavedOutput> saved) {
    List<String> warnings = new ArrayList<>(recording.warnings());
    warnings.addAll(treatment.findings().warnings());
    for (OutputKind kind : planned.outputs().keySet()) {
      if (UNTOLD.containsKey(kind) && !treatment.sounds().containsKey(kind)) {
        warnings.add("%s, so no %s is saved".formatted(UNTOLD.get(kind), words(kind)));
      }
    }
    for (SavedOutput output : saved) {
      if (output.gainDb() < 0) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "%s is turned down by %.2f dB to fit into %s samples",
                MediaException.shown(output.path()),
                -output.gainDb(),
                output.format().sampleFormat().description()));
      }
    }
    return warnings;
  }

  private static String words(OutputKind kind) {
    return kind == OutputKind.IR ? "room" : "resynthesis";
  }

  private static List<String> notes(Recording recording, List<SavedOutput> saved) {
    List<String> notes = new ArrayList<>(recording.notes());
    saved.stream().flatMap(output -> output.notes().stream()).distinct().forEach(notes::add);
    return notes;
  }

  /** Another room may lengthen a recording and give it more channels; all else keeps its shape. */
  private static void requireShape(AudioSource recording, Treatment treatment) {
    treatment
        .sounds()
        .forEach(
            (kind, sound) -> {
              boolean same =
                  sound.length() == recording.length()
                      && sound.channelCount() == recording.channelCount();
              boolean free = kind == OutputKind.IR || kind == OutputKind.SWAPPED;
              boolean sameRate = sound.sampleRateHz() == recording.sampleRateHz();
              if ((!sameRate && kind != OutputKind.IR) || (!same && !free)) {
                throw new IllegalStateException(
                    "a recording of %s came back %s as %s"
                        .formatted(recording.shape(), kind.label(), sound.shape()));
              }
            });
  }
}

package org.unroom.batch.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.unroom.batch.plan.OutputKind;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.dsp.Decibels;
import org.unroom.core.loudness.Loudness;
import org.unroom.core.loudness.TruePeak;
import org.unroom.core.media.AtomicOutput;
import org.unroom.core.media.AudioDelivery;
import org.unroom.core.media.LoudnessWeights;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.MediaFormat;
import org.unroom.core.media.Metadata;
import org.unroom.core.media.OutputFormat;
import org.unroom.core.media.Quantizer;
import org.unroom.core.media.SampleFormat;

/**
 * The files of one recording. All are written and checked under temporary names before the first
 * gets its name, so that an error in making them leaves none. With y the treated sound on the grid
 * of its file, g its gain (1 unless it would not fit) and x the recording, the removed part is
 * {@code g x - y}: the samples of the two files add up to the recording's.
 */
final class OutputSet {
  private final MediaFormat input;
  private final Metadata metadata;
  private final SaveSettings settings;
  private final List<AudioDelivery> deliveries = new ArrayList<>();
  private final List<AtomicOutput> descriptions = new ArrayList<>();
  private final List<SavedOutput> saved = new ArrayList<>();
  private Optional<RoomNotes> room = Optional.empty();

  OutputSet(MediaFormat input, Metadata metadata, SaveSettings settings) {
    this.input = input;
    this.metadata = metadata;
    this.settings = settings;
  }

  /** Finds out before the work what a kind of file cannot hold. */
  void requireFormats(Map<OutputKind, Path> wanted) throws MediaException {
    for (Map.Entry<OutputKind, Path> entry : wanted.entrySet()) {
      format(entry.getKey(), entry.getValue(), input.channels(), input.sampleRateHz());
    }
  }

  /** Saves the wanted kinds; what was not told, such as a room, is left out. */
  List<SavedOutput> save(
      Map<OutputKind, Path> wanted, AudioSource recording, Treatment treatment, CommitGate gate)
      throws IOException {
    OutputKind mainKind = treatment.mainKind();
    room = treatment.room();
    Path mainPath = wanted.getOrDefault(mainKind, Path.of("main.wav"));
    OutputFormat mainFormat = format(mainKind, mainPath, treatment.main());
    Quantizer quantizer = new Quantizer(mainFormat.grid(), settings.seed());
    double level = levelFor(treatment.main(), recording);
    double fit = quantizer.gainFor(treatment.main().times(level));
    double gain = level * fit;
    AudioSource main = quantizer.quantize(treatment.main(), gain);
    try {
      for (Map.Entry<OutputKind, Path> entry : wanted.entrySet()) {
        OutputKind kind = entry.getKey();
        Path path = entry.getValue();
        if (kind == mainKind) {
          deliver(kind, main, mainFormat, path, fit, level);
        } else if (kind == OutputKind.BEFORE) {
          deliverSide(kind, recording, path, 1);
        } else if (kind == OutputKind.REMOVED) {
          deliverSide(kind, recording.times(gain).minus(main), path, level);
        } else if (treatment.sounds().containsKey(kind)) {
          AudioSource side = treatment.sounds().get(kind);
          deliverSide(kind, kind == OutputKind.IR ? side : side.times(level), path, level);
        }
      }
      gate.pass();
      for (AudioDelivery delivery : deliveries) {
        delivery.commit();
      }
      for (AtomicOutput description : descriptions) {
        description.commit();
      }
      return saved;
    } finally {
      deliveries.forEach(AudioDelivery::close);
      descriptions.forEach(AtomicOutput::close);
    }
  }

  /** The factor that brings a sound to the loudness asked for; 1 where it has no loudness. */
  private double levelFor(AudioSource main, AudioSource recording) throws IOException {
    if (!settings.level().changes()) {
      return 1;
    }
    double wished =
        settings.level().ofRecording()
            ? measured(recording).integratedLufs()
            : settings.level().lufs().getAsDouble();
    double toIt = wished - measured(main).integratedLufs();
    return Double.isFinite(toIt) ? Decibels.toAmplitude(toIt) : 1;
  }

  private String loudness(AudioSource sound) throws IOException {
    double lufs = measured(sound).integratedLufs();
    TruePeak peak = new TruePeak(sound.sampleRateHz(), sound.channelCount());
    sound.forEachBlock(peak);
    return Double.isFinite(lufs)
        ? String.format(
            Locale.ROOT, "loudness %.1f LUFS, true peak %.1f dBTP", lufs, peak.peakDbtp())
        : "too short or too soft to have a loudness; its level is kept";
  }

  private Loudness measured(AudioSource sound) throws IOException {
    Loudness loudness =
        new Loudness(
            sound.sampleRateHz(),
            LoudnessWeights.of(layout(sound.channelCount()), sound.channelCount()));
    sound.forEachBlock(loudness);
    return loudness;
  }

  /** What lies beside the treated recording, turned down where its own file needs it. */
  private void deliverSide(OutputKind kind, AudioSource side, Path path, double level)
      throws IOException {
    OutputFormat format = format(kind, path, side);
    // dither of its own: the treated recording's would add up with it
    Quantizer quantizer =
        new Quantizer(format.grid(), settings.seed() + (kind == OutputKind.IR ? 2 : 1));
    double gain = quantizer.gainFor(side);
    AudioSource onGrid = quantizer.quantize(side, gain);
    deliver(kind, onGrid, format, path, gain, kind == OutputKind.IR ? 1 : level);
  }

  private OutputFormat format(OutputKind kind, Path path, AudioSource sound) throws MediaException {
    return format(kind, path, sound.channelCount(), sound.sampleRateHz());
  }

  private OutputFormat format(OutputKind kind, Path path, int channels, int rate)
      throws MediaException {
    SampleFormat wished = kind == OutputKind.IR ? SampleFormat.F32 : input.sampleFormat();
    return OutputFormat.forFile(path, input.lossy(), wished, rate, channels, layout(channels));
  }

  private String layout(int channels) {
    if (channels == input.channels()) {
      return input.layout();
    }
    return switch (channels) {
      case 1 -> "mono";
      case 2 -> "stereo";
      default -> channels + " channels";
    };
  }

  /** Pictures and video go with the recording itself. */
  private Metadata metadataFor(OutputKind kind) {
    if (kind == OutputKind.IR) {
      return room.map(RoomNotes::metadata).orElse(Metadata.NONE);
    }
    return kind.isTreatedRecording() ? metadata : metadata.withoutStreams();
  }

  private void deliver(
      OutputKind kind,
      AudioSource onGrid,
      OutputFormat format,
      Path path,
      double gain,
      double level)
      throws IOException {
    if (kind == OutputKind.IR && room.isPresent()) {
      descriptions.add(room.get().write(path, format, gain, settings.replace()));
      if (room.get().pair()) {
        deliverPair(onGrid, path, gain);
        return;
      }
    }
    deliverOne(kind, onGrid, format, path, gain, level);
  }

  /** The two sources' responses as stereo files {@code name_L} and {@code name_R}. */
  private void deliverPair(AudioSource onGrid, Path path, double gain) throws IOException {
    Audio all = onGrid.all();
    String name = path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    for (int source = 0; source < 2; source++) {
      float[][] ears = {all.channel(2 * source), all.channel(2 * source + 1)};
      String side = source == 0 ? "_L" : "_R";
      deliverOne(
          OutputKind.IR,
          AudioSource.of(new Audio(ears, all.sampleRateHz())),
          format(OutputKind.IR, path, 2, all.sampleRateHz()),
          path.resolveSibling(name.substring(0, dot) + side + name.substring(dot)),
          gain,
          1);
    }
  }

  private void deliverOne(
      OutputKind kind,
      AudioSource onGrid,
      OutputFormat format,
      Path path,
      double gain,
      double level)
      throws IOException {
    AudioDelivery delivery =
        new AudioDelivery(onGrid, metadataFor(kind), format, path, settings.replace());
    deliveries.add(delivery);
    List<String> notes = new ArrayList<>(delivery.notes());
    if (settings.verify()) {
      notes.add(
          delivery.verifySamples(onGrid)
              ? "every sample of it was read back and compared"
              : "its codec is lossy; its length was read back and compared");
    }
    if (kind != OutputKind.IR) {
      format.changeFrom(input).ifPresent(notes::add);
    }
    if (kind.isTreatedRecording() && settings.level().changes()) {
      notes.add(loudness(onGrid));
    }
    saved.add(
        new SavedOutput(
            kind,
            path,
            format,
            onGrid.length(),
            Decibels.ofAmplitude(gain),
            Decibels.ofAmplitude(level),
            notes));
  }
}

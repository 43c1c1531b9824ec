package org.unroom.batch.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.unroom.batch.plan.OutputKind;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.dsp.Decibels;
import org.unroom.core.loudness.Loudness;
import org.unroom.core.loudness.TruePeak;
import org.unroom.core.media.AudioDelivery;
import org.unroom.core.media.Container;
import org.unroom.core.media.LoudnessWeights;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.MediaFormat;
import org.unroom.core.media.Metadata;
import org.unroom.core.media.OutputFormat;
import org.unroom.core.media.Quantizer;
import org.unroom.core.media.SampleFormat;

/**
 * The files of one recording. All are written and checked under temporary names before the first
 * gets its name, so that an error in making them leaves none. With y the dry sound on the grid of
 * its file, g its gain (1 unless it would not fit) and x the recording, the removed part is {@code
 * g x - y}: the samples of the two files add up to the recording's.
 */
final class OutputSet {
  private final MediaFormat input;
  private final Metadata metadata;
  private final long seed;
  private final boolean replace;
  private final OptionalDouble targetLufs;
  private final List<AudioDelivery> deliveries = new ArrayList<>();
  private final List<SavedOutput> saved = new ArrayList<>();

  OutputSet(
      MediaFormat input, Metadata metadata, long seed, boolean replace, OptionalDouble targetLufs) {
    this.input = input;
    this.metadata = metadata;
    this.seed = seed;
    this.replace = replace;
    this.targetLufs = targetLufs;
  }

  /** Saves the wanted kinds; a room that was not told is left out. */
  List<SavedOutput> save(Map<OutputKind, Path> wanted, Audio recording, Treatment treatment)
      throws MediaException {
    Path dryPath = wanted.getOrDefault(OutputKind.DRY, Path.of("dry.wav"));
    Quantizer quantizer = new Quantizer(format(dryPath).sampleFormat(), seed);
    double level = levelFor(treatment.dry());
    double fit = quantizer.gainFor(times(treatment.dry(), level));
    double gain = level * fit;
    Audio dry = quantizer.quantize(treatment.dry(), gain);
    try {
      for (Map.Entry<OutputKind, Path> entry : wanted.entrySet()) {
        Path path = entry.getValue();
        switch (entry.getKey()) {
          case DRY -> deliver(OutputKind.DRY, dry, format(path), path, fit, level);
          case REMOVED -> deliverRemoved(times(recording, gain).minus(dry), path, level);
          case IR -> deliverRoom(treatment, path);
        }
      }
      for (AudioDelivery delivery : deliveries) {
        delivery.commit();
      }
      return saved;
    } finally {
      deliveries.forEach(AudioDelivery::close);
    }
  }

  /** The factor that brings a sound to the loudness asked for; 1 where it has no loudness. */
  private double levelFor(Audio dry) {
    if (targetLufs.isEmpty()) {
      return 1;
    }
    double found = measured(dry).integratedLufs();
    return Double.isFinite(found) ? Decibels.toAmplitude(targetLufs.getAsDouble() - found) : 1;
  }

  private String loudness(Audio dry) {
    double lufs = measured(dry).integratedLufs();
    TruePeak peak = new TruePeak(dry.sampleRateHz(), dry.channelCount());
    peak.write(channels(dry), 0, dry.length());
    return Double.isFinite(lufs)
        ? String.format(
            Locale.ROOT, "loudness %.1f LUFS, true peak %.1f dBTP", lufs, peak.peakDbtp())
        : "too short or too soft to have a loudness; its level is kept";
  }

  private Loudness measured(Audio dry) {
    Loudness loudness =
        new Loudness(dry.sampleRateHz(), LoudnessWeights.of(input.layout(), input.channels()));
    loudness.write(channels(dry), 0, dry.length());
    return loudness;
  }

  private OutputFormat format(Path path) {
    return OutputFormat.like(input, Container.named(path).orElse(Container.WAV));
  }

  private void deliverRemoved(Audio removed, Path path, double level) throws MediaException {
    OutputFormat format = format(path);
    // dither of its own: the dry file's would add up with it
    Quantizer quantizer = new Quantizer(format.sampleFormat(), seed + 1);
    double gain = quantizer.gainFor(removed);
    deliver(OutputKind.REMOVED, quantizer.quantize(removed, gain), format, path, gain, level);
  }

  private void deliverRoom(Treatment treatment, Path path) throws MediaException {
    if (treatment.room().isEmpty()) {
      return;
    }
    Audio room = treatment.room().get();
    OutputFormat format = roomFormat(room, Container.named(path).orElse(Container.WAV));
    Quantizer quantizer = new Quantizer(format.sampleFormat(), seed + 2);
    double gain = quantizer.gainFor(room);
    deliver(OutputKind.IR, quantizer.quantize(room, gain), format, path, gain, 1);
  }

  private OutputFormat roomFormat(Audio room, Container container) {
    int channels = room.channelCount();
    String layout =
        switch (channels) {
          case 1 -> "mono";
          case 2 -> "stereo";
          default -> channels + " channels";
        };
    return new OutputFormat(
        container,
        container.closest(SampleFormat.F32),
        room.sampleRateHz(),
        channels,
        channels == input.channels() ? input.layout() : layout);
  }

  private void deliver(
      OutputKind kind, Audio onGrid, OutputFormat format, Path path, double gain, double level)
      throws MediaException {
    AudioDelivery delivery =
        new AudioDelivery(
            AudioSource.of(onGrid),
            kind == OutputKind.IR ? Metadata.NONE : metadata,
            format,
            path,
            replace);
    deliveries.add(delivery);
    List<String> notes = new ArrayList<>(delivery.notes());
    if (kind != OutputKind.IR) {
      format.changeFrom(input).ifPresent(notes::add);
    }
    if (kind == OutputKind.DRY && targetLufs.isPresent()) {
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

  private static float[][] channels(Audio audio) {
    float[][] channels = new float[audio.channelCount()][];
    Arrays.setAll(channels, audio::channel);
    return channels;
  }

  private static Audio times(Audio audio, double gain) {
    if (gain == 1) {
      return audio;
    }
    float[][] scaled = new float[audio.channelCount()][audio.length()];
    for (int c = 0; c < scaled.length; c++) {
      for (int n = 0; n < scaled[c].length; n++) {
        scaled[c][n] = (float) (audio.channel(c)[n] * gain);
      }
    }
    return new Audio(scaled, audio.sampleRateHz());
  }
}

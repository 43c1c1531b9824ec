package org.unroom.core.media;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The kinds of file that Unroom writes, known by the ending of their name, and how sound is coded
 * in them. Sound that was stored without loss stays without loss wherever the kind can do that;
 * sound that comes from a lossy file is coded the way that players of the kind expect, at a high
 * rate.
 */
public enum Muxer {
  /** RIFF WAVE, RF64 beyond 4 GB. */
  WAV("wav", Container.WAV, Beside.NOTHING, "wav wave bwf rf64", AudioCodec.PCM),
  /** Sony Wave64. */
  W64("w64", Container.W64, Beside.NOTHING, "w64", AudioCodec.PCM),
  /** AIFF. */
  AIFF("aiff", Container.AIFF, Beside.NOTHING, "aiff aif aifc", AudioCodec.PCM),
  /** Apple Core Audio Format. */
  CAF("caf", Container.CAF, Beside.NOTHING, "caf", AudioCodec.PCM),
  /** Sun/NeXT audio. */
  AU("au", Container.AU, Beside.NOTHING, "au snd", AudioCodec.PCM),
  /** FLAC in its own container. */
  FLAC("flac", Container.FLAC, Beside.PICTURES, "flac", AudioCodec.FLAC),
  /** MPEG layer III with a Xing header, which keeps its length exact. */
  MP3("mp3", Container.MP3, Beside.PICTURES_AND_CHAPTERS, "mp3", AudioCodec.MP3),
  /** MPEG-4 audio. */
  M4A(
      "ipod",
      Container.MOV,
      Beside.PICTURES_AND_CHAPTERS,
      "m4a m4b",
      AudioCodec.ALAC,
      AudioCodec.AAC),
  /** MPEG-4 video. */
  MP4("mp4", Container.MOV, Beside.EVERYTHING, "mp4 m4v", AudioCodec.ALAC, AudioCodec.AAC),
  /** QuickTime. */
  QUICKTIME("mov", Container.MOV, Beside.EVERYTHING, "mov", AudioCodec.PCM, AudioCodec.AAC),
  /** Matroska. */
  MATROSKA("matroska", Container.MATROSKA, Beside.EVERYTHING, "mkv mka", AudioCodec.FLAC),
  /** WebM, a Matroska that holds Opus. */
  WEBM("webm", Container.MATROSKA, Beside.EVERYTHING, "webm", AudioCodec.OPUS),
  /** Opus in Ogg. */
  OPUS("opus", Container.OGG, Beside.CHAPTERS, "opus", AudioCodec.OPUS),
  /** FLAC in Ogg. */
  OGG("oga", Container.OGG, Beside.CHAPTERS, "oga", AudioCodec.FLAC);

  /** What a kind of file holds beside sound and tags. */
  private enum Beside {
    NOTHING,
    CHAPTERS,
    PICTURES,
    PICTURES_AND_CHAPTERS,
    EVERYTHING
  }

  private final String format;
  private final Container container;
  private final Beside beside;

  // made by List.of, which cannot be changed
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> extensions;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<AudioCodec> codecs;

  Muxer(
      String format, Container container, Beside beside, String extensions, AudioCodec... codecs) {
    this.format = format;
    this.container = container;
    this.beside = beside;
    this.extensions = List.of(extensions.split(" ", -1));
    this.codecs = List.of(codecs);
  }

  /** The kind that a file's name asks for. */
  public static Optional<Muxer> named(Path file) {
    String extension = Container.extensionOf(file);
    return Arrays.stream(values()).filter(m -> m.extensions.contains(extension)).findFirst();
  }

  /** The usual kind for a container, where it is written at all. */
  static Optional<Muxer> of(Container container) {
    return Arrays.stream(values()).filter(m -> m.container == container).findFirst();
  }

  /** FFmpeg's name of the muxer. */
  String format() {
    return format;
  }

  /** What is read back. */
  public Container container() {
    return container;
  }

  /** File name endings in lower case, the usual one first. */
  public List<String> extensions() {
    return extensions;
  }

  /** The codecs it is written with: the one for lossless sources first, for lossy ones last. */
  public List<AudioCodec> codecs() {
    return codecs;
  }

  /** The codec for sound that was, or was not, stored without loss. */
  AudioCodec codec(boolean lossySource) {
    return codecs.get(lossySource ? codecs.size() - 1 : 0);
  }

  /** Whether pictures of the recording, such as a cover, have a place in it. */
  boolean holdsPictures() {
    return beside == Beside.PICTURES
        || beside == Beside.PICTURES_AND_CHAPTERS
        || beside == Beside.EVERYTHING;
  }

  /** Whether video, subtitles and further sound have a place in it. */
  public boolean holdsVideo() {
    return beside == Beside.EVERYTHING;
  }

  /** Whether chapters have a place in it. */
  boolean holdsChapters() {
    return beside != Beside.NOTHING && beside != Beside.PICTURES;
  }
}

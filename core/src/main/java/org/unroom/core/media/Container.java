package org.unroom.core.media;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of media file that Unroom opens: the allow-list. FFmpeg is handed the demuxer of the
 * kind that the file's first bytes show, by name, never its own guess; playlists and scripts (hls,
 * concat, dash, sdp) are not here and are not opened. Six kinds can be written.
 */
public enum Container {
  /** RIFF WAVE, its 64-bit forms RF64 and BW64. */
  WAV("wav", "WAV, RF64, BW64", true, "wav wave bwf rf64"),
  /** Sony Wave64. */
  W64("w64", "Wave64", true, "w64"),
  /** AIFF and AIFF-C. */
  AIFF("aiff", "AIFF", true, "aiff aif aifc"),
  /** Apple Core Audio Format. */
  CAF("caf", "CAF", true, "caf"),
  /** Sun/NeXT audio. */
  AU("au", "AU", true, "au snd"),
  /** Free Lossless Audio Codec. */
  FLAC("flac", "FLAC", true, "flac"),
  /** MPEG audio, layers I to III. */
  MP3("mp3", "MP3", false, "mp3 mp2"),
  /** Ogg: Vorbis, Opus, FLAC, Speex. */
  OGG("ogg", "Ogg (Vorbis, Opus)", false, "ogg oga opus spx"),
  /** ISO base media and QuickTime. */
  MOV("mov", "MP4, M4A, MOV", false, "m4a mp4 mov m4b m4v 3gp"),
  /** Matroska and WebM. */
  MATROSKA("matroska", "Matroska, WebM", false, "mka mkv webm"),
  /** Raw AAC with ADTS headers. */
  AAC("aac", "AAC (ADTS)", false, "aac"),
  /** Dolby Digital. */
  AC3("ac3", "AC-3", false, "ac3"),
  /** Dolby Digital Plus. */
  EAC3("eac3", "E-AC-3", false, "eac3"),
  /** Adaptive Multi-Rate speech. */
  AMR("amr", "AMR", false, "amr"),
  /** Material Exchange Format. */
  MXF("mxf", "MXF", false, "mxf"),
  /** Audio Video Interleave. */
  AVI("avi", "AVI", false, "avi"),
  /** MPEG transport stream. */
  MPEGTS("mpegts", "MPEG-TS", false, "ts m2ts mts");

  private final String demuxer;
  private final String title;
  private final boolean writable;
  private final String extensions;

  Container(String demuxer, String title, boolean writable, String extensions) {
    this.demuxer = demuxer;
    this.title = title;
    this.writable = writable;
    this.extensions = extensions;
  }

  /** FFmpeg's name of the demuxer, and of the muxer where there is one here. */
  public String demuxer() {
    return demuxer;
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  /** Whether Unroom writes it. */
  public boolean writable() {
    return writable;
  }

  /** File name endings in lower case, the usual one first. */
  public List<String> extensions() {
    return List.of(extensions.split(" ", -1));
  }

  /** The kind a file's name promises. */
  public static Optional<Container> named(Path file) {
    String extension = extensionOf(file);
    return Arrays.stream(values()).filter(c -> c.extensions().contains(extension)).findFirst();
  }

  /** What stands behind the last dot of the file's name, in lower case; empty without a dot. */
  public static String extensionOf(Path file) {
    Path name = file.getFileName();
    int dot = name == null ? -1 : name.toString().lastIndexOf('.');
    return dot <= 0 ? "" : name.toString().substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /** The sample format nearest to {@code wanted} that this kind stores. */
  public SampleFormat closest(SampleFormat wanted) {
    if (this != FLAC) {
      return wanted;
    }
    return wanted.bits() <= 16 ? SampleFormat.S16 : SampleFormat.S24;
  }
}

package org.unroom.core.media;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of media file that Unroom opens: the allow-list. FFmpeg is handed the demuxer of the
 * kind that the file's first bytes show, by name, never its own guess; playlists and scripts (hls,
 * concat, dash, sdp) are not here and are not opened. What is written is in {@link Muxer}.
 */
public enum Container {
  /** RIFF WAVE, its 64-bit forms RF64 and BW64. */
  WAV("wav", "WAV, RF64, BW64", "wav wave bwf rf64"),
  /** Sony Wave64. */
  W64("w64", "Wave64", "w64"),
  /** AIFF and AIFF-C. */
  AIFF("aiff", "AIFF", "aiff aif aifc"),
  /** Apple Core Audio Format. */
  CAF("caf", "CAF", "caf"),
  /** Sun/NeXT audio. */
  AU("au", "AU", "au snd"),
  /** Free Lossless Audio Codec. */
  FLAC("flac", "FLAC", "flac"),
  /** MPEG audio, layers I to III. */
  MP3("mp3", "MP3", "mp3 mp2"),
  /** Ogg: Vorbis, Opus, FLAC, Speex. */
  OGG("ogg", "Ogg (Vorbis, Opus)", "ogg oga opus spx"),
  /** ISO base media and QuickTime. */
  MOV("mov", "MP4, M4A, MOV", "m4a mp4 mov m4b m4v 3gp"),
  /** Matroska and WebM. */
  MATROSKA("matroska", "Matroska, WebM", "mka mkv webm"),
  /** Raw AAC with ADTS headers. */
  AAC("aac", "AAC (ADTS)", "aac"),
  /** Dolby Digital. */
  AC3("ac3", "AC-3", "ac3"),
  /** Dolby Digital Plus. */
  EAC3("eac3", "E-AC-3", "eac3"),
  /** Adaptive Multi-Rate speech. */
  AMR("amr", "AMR", "amr"),
  /** Material Exchange Format. */
  MXF("mxf", "MXF", "mxf"),
  /** Audio Video Interleave. */
  AVI("avi", "AVI", "avi"),
  /** MPEG transport stream. */
  MPEGTS("mpegts", "MPEG-TS", "ts m2ts mts");

  private final String demuxer;
  private final String title;
  private final String extensions;

  Container(String demuxer, String title, String extensions) {
    this.demuxer = demuxer;
    this.title = title;
    this.extensions = extensions;
  }

  /** FFmpeg's name of the demuxer. */
  public String demuxer() {
    return demuxer;
  }

  /** What people call it. */
  public String title() {
    return title;
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
}

package org.unroom.core.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Optional;

/**
 * Tells kinds of files apart by their first bytes. Magic numbers are written as text in ISO 8859-1,
 * {@code ?} standing for any byte. MPEG audio has no magic number: see {@link MpegFrame}. An ID3
 * tag in front of MPEG audio, AAC or FLAC is not looked behind here; {@link InputPolicy} skips it.
 */
final class MagicBytes {
  /** Bytes that tell every kind apart: two MPEG frames or three transport packets. */
  static final int ENOUGH = 8192;

  private static final List<Magic> MEDIA =
      List.of(
          new Magic("RIFF????WAVE", Container.WAV),
          new Magic("RF64????WAVE", Container.WAV),
          new Magic("BW64????WAVE", Container.WAV),
          new Magic("RIFF????AVI ", Container.AVI),
          new Magic("riff.\u0091\u00cf\u0011\u00a5\u00d6(\u00db", Container.W64),
          new Magic("FORM????AIFF", Container.AIFF),
          new Magic("FORM????AIFC", Container.AIFF),
          new Magic("caff\0\u0001", Container.CAF),
          new Magic(".snd", Container.AU),
          new Magic("fLaC", Container.FLAC),
          new Magic("OggS", Container.OGG),
          new Magic("????ftyp", Container.MOV),
          new Magic("????moov", Container.MOV),
          new Magic("????mdat", Container.MOV),
          new Magic("????wide", Container.MOV),
          new Magic("\u001aE\u00df\u00a3", Container.MATROSKA),
          new Magic("\u000bw", Container.AC3),
          new Magic("#!AMR", Container.AMR),
          new Magic("\u0006\u000e+4\u0002\u0005\u0001\u0001\r\u0001\u0002", Container.MXF));

  private static final List<Magic> OTHERS =
      List.of(
          new Magic("PK\u0003\u0004", "ZIP archive"),
          new Magic("PK\u0005\u0006", "ZIP archive"),
          new Magic("\u001f\u008b", "gzip archive"),
          new Magic("BZh", "bzip2 archive"),
          new Magic("\u00fd7zXZ", "xz archive"),
          new Magic("7z\u00bc\u00af", "7z archive"),
          new Magic("Rar!", "RAR archive"),
          new Magic("(\u00b5/\u00fd", "zstd archive"),
          new Magic("%PDF", "PDF document"),
          new Magic("\u0089PNG", "PNG image"),
          new Magic("\u00ff\u00d8\u00ff", "JPEG image"),
          new Magic("GIF8", "GIF image"),
          new Magic("RIFF????WEBP", "WebP image"),
          new Magic("RIFF????RMID", "MIDI"),
          new Magic("RIFF", "RIFF file without audio"),
          new Magic("MThd", "MIDI"),
          new Magic("\u007fELF", "program"),
          new Magic("0&\u00b2u", "ASF or WMA"),
          new Magic("wvpk", "WavPack"),
          new Magic("MAC ", "Monkey's Audio"),
          new Magic("TTA1", "True Audio"),
          new Magic("DSD ", "DSD stream"),
          new Magic("FRM8", "DSD stream"),
          new Magic("FLV\u0001", "Flash video"),
          new Magic(".RMF", "RealMedia"),
          new Magic("SQLite format", "SQLite database"),
          new Magic("#EXTM3U", "M3U playlist"),
          new Magic("ffconcat", "ffconcat script"),
          new Magic("[playlist]", "PLS playlist"));

  private MagicBytes() {}

  /** What {@code head}, the first bytes of a file, shows. */
  static Sniffed sniff(byte[] head) {
    if (head.length == 0) {
      return Sniffed.other("empty file");
    }
    Optional<Magic> media = MEDIA.stream().filter(m -> m.matches(head)).findFirst();
    if (media.isPresent()) {
      return Sniffed.media(dolby(media.get().container, head));
    }
    if (MpegFrame.runStartsAt(head, 0)) {
      return Sniffed.media(MpegFrame.isAdts(head, 0) ? Container.AAC : Container.MP3);
    }
    if (isTransportStream(head)) {
      return Sniffed.media(Container.MPEGTS);
    }
    return Sniffed.other(nameOf(head));
  }

  /** AC-3 and E-AC-3 share a sync word and differ in the stream identification (bits 40–44). */
  private static Container dolby(Container container, byte[] head) {
    boolean plus = container == Container.AC3 && head.length > 5 && (head[5] & 0xff) >> 3 > 10;
    return plus ? Container.EAC3 : container;
  }

  /** Sync bytes at the distance of transport packets: 188, or 192 with a time stamp in front. */
  private static boolean isTransportStream(byte[] head) {
    return syncsEvery(head, 0, 188) || syncsEvery(head, 4, 192);
  }

  private static boolean syncsEvery(byte[] head, int first, int packet) {
    for (int k = 0; k < 3; k++) {
      int at = first + k * packet;
      if (at >= head.length || head[at] != 0x47) {
        return false;
      }
    }
    return true;
  }

  private static String nameOf(byte[] head) {
    return OTHERS.stream()
        .filter(m -> m.matches(head))
        .map(m -> m.found)
        .findFirst()
        .orElseGet(() -> plainKind(head));
  }

  private static String plainKind(byte[] head) {
    boolean zeros = true;
    boolean text = true;
    for (byte b : head) {
      zeros &= b == 0;
      text &= b < 0 || b >= 0x20 || b == '\t' || b == '\n' || b == '\r' || b == '\f';
    }
    if (zeros) {
      return "only zero bytes";
    }
    return text ? "text" : "unknown data";
  }

  private static final class Magic {
    private final String pattern;
    private final Container container;
    private final String found;

    Magic(String pattern, Container container) {
      this.pattern = pattern;
      this.container = container;
      this.found = container.title();
    }

    Magic(String pattern, String found) {
      this.pattern = pattern;
      this.container = Container.WAV;
      this.found = found;
    }

    boolean matches(byte[] head) {
      byte[] magic = pattern.getBytes(ISO_8859_1);
      if (head.length < magic.length) {
        return false;
      }
      for (int i = 0; i < magic.length; i++) {
        if (magic[i] != '?' && magic[i] != head[i]) {
          return false;
        }
      }
      return true;
    }
  }
}

package org.unroom.core.media;

/**
 * Recognises the frame headers of MPEG audio (ISO 11172-3 section 2.4.1.3, with the 13818-3 rates)
 * and of ADTS AAC (ISO 13818-7 section 6.2.1), which share their 11 or 12 sync bits. Two headers at
 * the right distance are a stream; one header at the very end of the data is taken for one, too.
 */
final class MpegFrame {
  private static final int[][] KBIT_PER_SECOND = {
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
  };

  private static final int[] RATE_HZ = {44_100, 48_000, 32_000};
  private static final int HEADER = 7;

  private MpegFrame() {}

  /** Whether a run of frames starts at {@code at}. */
  static boolean runStartsAt(byte[] data, int at) {
    int length = frameLength(data, at);
    if (length == 0) {
      return false;
    }
    return at + length + HEADER > data.length || frameLength(data, at + length) > 0;
  }

  /** Whether the header at {@code at} is ADTS: 12 sync bits, layer bits 0. */
  static boolean isAdts(byte[] data, int at) {
    return (data[at] & 0xff) == 0xff && (data[at + 1] & 0xf6) == 0xf0;
  }

  /** Bytes from this header to the next; 0 where there is no header. */
  private static int frameLength(byte[] data, int at) {
    if (at + HEADER > data.length || (data[at] & 0xff) != 0xff || (data[at + 1] & 0xe0) != 0xe0) {
      return 0;
    }
    return isAdts(data, at) ? adtsLength(data, at) : mpegLength(data, at);
  }

  private static int adtsLength(byte[] data, int at) {
    int length =
        (data[at + 3] & 0x03) << 11 | (data[at + 4] & 0xff) << 3 | (data[at + 5] & 0xff) >> 5;
    boolean rateKnown = (data[at + 2] >> 2 & 0x0f) < 13;
    return rateKnown && length > HEADER ? length : 0;
  }

  private static int mpegLength(byte[] data, int at) {
    int version = data[at + 1] >> 3 & 3;
    int layer = 4 - (data[at + 1] >> 1 & 3);
    int bitrate = data[at + 2] >> 4 & 0x0f;
    int rate = data[at + 2] >> 2 & 3;
    if (version == 1 || layer == 4 || bitrate == 0 || bitrate == 15 || rate == 3) {
      return 0;
    }
    boolean mpeg1 = version == 3;
    int rateHz = RATE_HZ[rate] >> (mpeg1 ? 0 : version == 2 ? 1 : 2);
    int table = mpeg1 ? layer - 1 : layer == 1 ? 3 : 4;
    int bitsPerSecond = KBIT_PER_SECOND[table][bitrate] * 1000;
    int padding = data[at + 2] >> 1 & 1;
    if (layer == 1) {
      return (12 * bitsPerSecond / rateHz + padding) * 4;
    }
    int samplesPerByte = layer == 3 && !mpeg1 ? 72 : 144;
    return samplesPerByte * bitsPerSecond / rateHz + padding;
  }
}

package org.unroom.core.media;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How sound is coded in the files that Unroom writes, and what each way can hold. A sound that does
 * not fit as it is (its rate, its channels) is refused, never resampled or mixed down.
 */
public enum AudioCodec {
  /** Samples as they are. */
  PCM("PCM", true, 0, 64, Set.of()),
  /** Free Lossless Audio Codec, up to 24 bits. */
  FLAC("FLAC", true, 0, 8, Set.of()),
  /** Apple Lossless, up to 24 bits. */
  ALAC("Apple Lossless", true, 0, 8, Set.of()),
  /** MPEG-1 and MPEG-2 layer III, at the highest rate there is. */
  MP3(
      "MP3",
      false,
      320_000,
      2,
      Set.of(8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)),
  /** MPEG-4 AAC, low complexity. */
  AAC(
      "AAC",
      false,
      160_000,
      8,
      Set.of(
          8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200,
          96_000)),
  /** Opus; whatever it is given, it is read at 48 kHz. */
  OPUS("Opus", false, 128_000, 8, Set.of(48_000));

  /** MPEG-1 rates begin here; below, MP3 knows half the bit rates, below 16 kHz a fifth. */
  private static final int MPEG_1_HZ = 32_000;

  private static final int MPEG_2_HZ = 16_000;

  /** An AAC frame holds at most 6144 bits a channel for 1024 samples; a tenth is left free. */
  private static final double AAC_BITS_A_SAMPLE = 0.9 * 6144 / 1024;

  private final String title;
  private final boolean lossless;
  private final int bitRate;
  private final int mostChannels;

  // made by Set.of, which cannot be changed
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<Integer> ratesHz;

  AudioCodec(String title, boolean lossless, int bitRate, int mostChannels, Set<Integer> ratesHz) {
    this.title = title;
    this.lossless = lossless;
    this.bitRate = bitRate;
    this.mostChannels = mostChannels;
    this.ratesHz = ratesHz;
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  /** Whether every sample comes back as it was. */
  public boolean lossless() {
    return lossless;
  }

  /** The word for it in options. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Why a sound does not fit as it is; nothing where it does. */
  public Optional<String> refusal(int sampleRateHz, int channels) {
    if (!ratesHz.isEmpty() && !ratesHz.contains(sampleRateHz)) {
      return Optional.of("%s does not hold %d Hz".formatted(title, sampleRateHz));
    }
    if (channels > mostChannels) {
      return Optional.of("%s does not hold %d channels".formatted(title, channels));
    }
    return Optional.empty();
  }

  /** Bits a second for all channels; 0 for lossless codecs, which take what they need. */
  long bitRate(int sampleRateHz, int channels) {
    return switch (this) {
      case MP3 ->
          sampleRateHz >= MPEG_1_HZ ? bitRate : sampleRateHz >= MPEG_2_HZ ? bitRate / 2 : 64_000;
      case AAC -> channels * (long) Math.min(bitRate, AAC_BITS_A_SAMPLE * sampleRateHz);
      default -> (long) channels * bitRate;
    };
  }

  /** The sample format nearest to {@code wanted} that it stores; floats for lossy codecs. */
  public SampleFormat closest(SampleFormat wanted) {
    return switch (this) {
      case PCM -> wanted;
      case FLAC, ALAC -> wanted.bits() <= 16 ? SampleFormat.S16 : SampleFormat.S24;
      case MP3, AAC, OPUS -> SampleFormat.F32;
    };
  }
}

package org.unroom.reverb.metrics;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.LowPass;
import org.unroom.core.dsp.Resampler;

/**
 * All figures of an estimate against its reference. Each channel is first aligned ({@link
 * SignalPair#aligned}; the longer recording is cut to the shorter one); SI-SDR, fwSegSNR, LSD and
 * cepstral distance are taken at the recording's own rate, STOI, ESTOI and SRMR at 16 kHz, where
 * other rates are resampled ({@link LowPass#kaiser10}). SRMR is that of the aligned estimate; it
 * needs no reference.
 *
 * @param mean metric by metric the mean over the channels
 * @param channels the figures of each channel
 * @param lagSamples by how many samples each channel of the estimate came later than the reference
 * @param sampleRateHz rate of the recordings and of the lags
 */
public record Evaluation(
    Scores mean, List<Scores> channels, List<Integer> lagSamples, int sampleRateHz) {
  private static final int SPEECH_RATE_HZ = 16_000;

  /** Copies the lists. */
  public Evaluation {
    channels = List.copyOf(channels);
    lagSamples = List.copyOf(lagSamples);
  }

  /**
   * Compares two recordings channel by channel.
   *
   * @param reference the true dry recording; as many channels as the estimate, or one that every
   *     channel of the estimate is compared with
   * @param estimate the recording to be judged, at the same rate
   */
  public static Evaluation of(Audio reference, Audio estimate) {
    requireComparable(reference, estimate);
    List<Scores> channels = new ArrayList<>();
    List<Integer> lags = new ArrayList<>();
    for (int c = 0; c < estimate.channelCount(); c++) {
      float[] dry = reference.channel(reference.channelCount() == 1 ? 0 : c);
      SignalPair pair = new SignalPair(dry, estimate.channel(c), estimate.sampleRateHz());
      int lag = pair.lagSamples();
      lags.add(lag);
      channels.add(scores(pair, pair.advanced(lag)));
    }
    return new Evaluation(Scores.mean(channels), channels, lags, estimate.sampleRateHz());
  }

  private static Scores scores(SignalPair pair, SignalPair aligned) {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    put(figures, Metric.SI_SDR, SiSdr.db(aligned));
    put(figures, Metric.SI_SDR_UNALIGNED, SiSdr.db(pair));
    put(figures, Metric.FW_SEG_SNR, FwSegSnr.db(aligned));
    put(figures, Metric.LSD, LogSpectralDistance.db(aligned));
    put(figures, Metric.CEPSTRAL_DISTANCE, CepstralDistance.db(aligned));
    SignalPair speech = atSpeechRate(aligned);
    put(figures, Metric.STOI, Stoi.of(speech));
    put(figures, Metric.ESTOI, Estoi.of(speech));
    put(figures, Metric.SRMR, Srmr.plain(speech.estimate(), SPEECH_RATE_HZ));
    put(figures, Metric.SRMR_NORMALIZED, Srmr.normalized(speech.estimate(), SPEECH_RATE_HZ));
    return new Scores(figures);
  }

  private static void put(Map<Metric, Double> figures, Metric metric, OptionalDouble figure) {
    figure.ifPresent(value -> figures.put(metric, value));
  }

  private static SignalPair atSpeechRate(SignalPair pair) {
    Resampler resampler = Resampler.between(pair.sampleRateHz(), SPEECH_RATE_HZ, LowPass::kaiser10);
    return new SignalPair(
        resampler.resample(pair.reference()), resampler.resample(pair.estimate()), SPEECH_RATE_HZ);
  }

  private static void requireComparable(Audio reference, Audio estimate) {
    if (reference.sampleRateHz() != estimate.sampleRateHz()) {
      throw new IllegalArgumentException(
          "reference has %d Hz, estimate %d Hz; resample one of them"
              .formatted(reference.sampleRateHz(), estimate.sampleRateHz()));
    }
    if (reference.channelCount() != 1 && reference.channelCount() != estimate.channelCount()) {
      throw new IllegalArgumentException(
          "reference has %d channels, estimate %d; use as many, or a reference of one"
              .formatted(reference.channelCount(), estimate.channelCount()));
    }
    requireFinite("reference", reference);
    requireFinite("estimate", estimate);
  }

  private static void requireFinite(String what, Audio audio) {
    for (int c = 0; c < audio.channelCount(); c++) {
      float[] x = audio.channel(c);
      for (int n = 0; n < x.length; n++) {
        if (!Float.isFinite(x[n])) {
          throw new IllegalArgumentException(
              "%s channel %d sample %d is %s; figures need finite samples"
                  .formatted(what, c, n, x[n]));
        }
      }
    }
  }
}

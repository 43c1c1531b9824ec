package org.unroom.reverb.dereverb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.dsp.CrossCorrelation;
import org.unroom.reverb.fit.RoomEstimate;
import org.unroom.reverb.ir.Colour;
import org.unroom.reverb.ir.EarlyEvidence;
import org.unroom.reverb.ir.HeardRoom;

/**
 * What stretches of sound and their dry sounds tell beside the energies: the direct sound's gain
 * and delay in each channel, the correlation of the late sound between the first two channels,
 *
 * <pre>
 *   r_b = Re sum over t, f in b of (Y_1 - Z_1) conj (Y_2 - Z_2) / sqrt( sum |Y_1 - Z_1|^2 sum |Y_2 - Z_2|^2 ),
 * </pre>
 *
 * the spectrum, and the beginning of the response. Sums over all stretches.
 */
final class StretchEvidence {
  private static final double EARLY_SECONDS = 0.08;
  private static final double LONGEST_DELAY_SECONDS = 0.005;
  private static final double SURE = 0.3;
  private static final List<Double> OCTAVES_HZ =
      List.of(62.5, 125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16000.0);

  private final int sampleRateHz;
  private final int channels;
  private final List<EarlyEvidence> early = new ArrayList<>();
  private final double[] energy;
  private final double[] power;
  private final double binHz;
  private final double[][] delays;
  private final double[] cross = new double[OCTAVES_HZ.size()];
  private final double[] first = new double[OCTAVES_HZ.size()];
  private final double[] second = new double[OCTAVES_HZ.size()];

  StretchEvidence(int sampleRateHz, int channels) {
    this.sampleRateHz = sampleRateHz;
    this.channels = channels;
    this.energy = new double[channels];
    AnalysisFrames frames = AnalysisFrames.forRate(sampleRateHz);
    this.power = new double[frames.nFft() / 2 + 1];
    this.binHz = frames.binHz();
    int longest = (int) (LONGEST_DELAY_SECONDS * sampleRateHz);
    this.delays = new double[channels][2 * longest + 1];
    for (int c = 0; c < channels; c++) {
      early.add(new EarlyEvidence((int) (EARLY_SECONDS * sampleRateHz)));
    }
  }

  int sampleRateHz() {
    return sampleRateHz;
  }

  int channels() {
    return channels;
  }

  void add(
      Audio wet,
      List<float[]> dry,
      List<ComplexSpectrogram> wetSpectra,
      List<ComplexSpectrogram> drySpectra,
      AnalysisFrames frames) {
    for (int c = 0; c < channels; c++) {
      early.get(c).add(dry.get(c), wet.channel(c));
      for (float v : dry.get(c)) {
        energy[c] += (double) v * v;
      }
      addDelays(dry.get(0), dry.get(c), delays[c]);
      addPower(wetSpectra.get(c));
    }
    if (channels > 1) {
      addCorrelation(wetSpectra, drySpectra, frames);
    }
  }

  private void addPower(ComplexSpectrogram spectrogram) {
    for (int f = 0; f < power.length; f++) {
      float[] re = spectrogram.re(f);
      float[] im = spectrogram.im(f);
      for (int t = 0; t < re.length; t++) {
        power[f] += (double) re[t] * re[t] + (double) im[t] * im[t];
      }
    }
  }

  private static void addDelays(float[] a, float[] b, double[] sums) {
    float[] lags = CrossCorrelation.atLags(a, b, sums.length / 2);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += lags[i];
    }
  }

  private void addCorrelation(
      List<ComplexSpectrogram> wet, List<ComplexSpectrogram> dry, AnalysisFrames frames) {
    for (int f = 1; f < wet.get(0).bins(); f++) {
      int octave = octaveOf(f * frames.binHz());
      for (int t = 0; t < wet.get(0).frames(); t++) {
        double aRe = wet.get(0).re(f)[t] - dry.get(0).re(f)[t];
        double aIm = wet.get(0).im(f)[t] - dry.get(0).im(f)[t];
        double bRe = wet.get(1).re(f)[t] - dry.get(1).re(f)[t];
        double bIm = wet.get(1).im(f)[t] - dry.get(1).im(f)[t];
        cross[octave] += aRe * bRe + aIm * bIm;
        first[octave] += aRe * aRe + aIm * aIm;
        second[octave] += bRe * bRe + bIm * bIm;
      }
    }
  }

  private static int octaveOf(double hz) {
    long octave = Math.round(Math.log(hz / OCTAVES_HZ.get(0)) / Math.log(2));
    return (int) Math.max(0, Math.min(OCTAVES_HZ.size() - 1, octave));
  }

  HeardRoom room(RoomEstimate estimate, double seconds) {
    double t60Samples = estimate.t60Seconds() * sampleRateHz;
    float[][] responses = new float[channels][];
    for (int c = 0; c < channels; c++) {
      responses[c] = early.get(c).response(t60Samples);
    }
    return new HeardRoom(
        estimate,
        sampleRateHz,
        directs(),
        OCTAVES_HZ,
        channels > 1 ? Optional.of(correlation()) : Optional.empty(),
        Optional.of(new Audio(responses, sampleRateHz)),
        Optional.of(colour(estimate)),
        seconds);
  }

  /** Without the share of stationary noise. */
  private Colour colour(RoomEstimate estimate) {
    double[] heard = new double[power.length];
    for (int f = 0; f < heard.length; f++) {
      heard[f] = power[f] * Math.max(0, 1 - estimate.noiseShare(f * binHz));
    }
    return Colour.ofSpeech(heard, binHz);
  }

  private List<HeardRoom.Direct> directs() {
    int[] delay = new int[channels];
    int soonest = 0;
    double strongest = 0;
    for (int c = 0; c < channels; c++) {
      delay[c] = delay(c);
      soonest = Math.min(soonest, delay[c]);
      strongest = Math.max(strongest, energy[c]);
    }
    List<HeardRoom.Direct> directs = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      double gain = strongest > 0 ? Math.sqrt(energy[c] / strongest) : 1;
      directs.add(new HeardRoom.Direct(gain, (delay[c] - soonest) / (double) sampleRateHz));
    }
    return directs;
  }

  /** After channel 0, in samples; 0 where the two have too little in common to tell. */
  private int delay(int c) {
    double[] sums = delays[c];
    int best = sums.length / 2;
    for (int i = 0; i < sums.length; i++) {
      best = Math.abs(sums[i]) > Math.abs(sums[best]) ? i : best;
    }
    boolean sure = Math.abs(sums[best]) > SURE * Math.sqrt(energy[0] * energy[c]);
    return sure ? best - sums.length / 2 : 0;
  }

  private List<Double> correlation() {
    List<Double> correlation = new ArrayList<>();
    for (int i = 0; i < cross.length; i++) {
      double power = Math.sqrt(first[i] * second[i]);
      correlation.add(power > 0 ? Math.max(-1, Math.min(1, cross[i] / power)) : 0);
    }
    return correlation;
  }
}

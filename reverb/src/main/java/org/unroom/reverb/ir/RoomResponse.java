package org.unroom.reverb.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.FftConvolution;
import org.unroom.core.dsp.Resampler;

/**
 * Makes an impulse response of a {@link HeardRoom}: tails as {@link IrBuilder} makes them, of two
 * channels with the correlation that was heard (or, for mono recordings, that a diffuse field has
 * at the distance of two ears, {@code sin(k d) / (k d)}), the first 50 ms as far as the recordings
 * tell them, and the direct sound. What is told of the first 50 ms takes the place of as much of
 * the noise's energy, octave by octave, so that the level stays what the fit says:
 *
 * <pre>
 *   h_b = min(1, sqrt(N_b / E_b)) e_b + sqrt(max(0, 1 - E_b / N_b)) noise_b
 * </pre>
 *
 * with E_b, N_b the energies of the early part e and of the noise in octave b. All of it is given
 * the {@link Colour} that it lacks against what was heard.
 */
public final class RoomResponse {
  private static final double EARLY_FROM_SECONDS = 0.0025;

  /** Where clarity parts early from late: the energies of both stay what the fit says. */
  private static final double EARLY_TO_SECONDS = 0.05;

  private static final double EARLY_FADE_SECONDS = 0.01;
  private static final double FADE_SECONDS = 0.02;
  private static final double EARS_METRES = 0.17;
  private static final double SPEED_OF_SOUND = 343;
  private static final double SILENT = 1e-4;

  private final HeardRoom heard;
  private final IrSettings settings;
  private final int rate;
  private final IrBuilder tails;

  /** For one room and what is wanted of it. */
  public RoomResponse(HeardRoom heard, IrSettings settings) {
    this.heard = heard;
    this.settings = settings;
    this.rate = settings.sampleRateHz().orElse(heard.sampleRateHz());
    this.tails = new IrBuilder(heard.estimate(), rate);
  }

  /** Octaves in hertz about which the recordings said nothing: they follow the nearest. */
  public List<Double> unheardHz() {
    return IrBuilder.unheard(heard.estimate(), rate);
  }

  /** The response. */
  public ImpulseResponse build() {
    int channels = settings.layout().map(IrLayout::channels).orElse(heard.channels());
    float[][] h = new float[channels][tails.length(rate)];
    Random random = new Random(settings.seed());
    for (List<float[]> group : groups(h)) {
      tails.addTails(group, correlation(), rate, random);
    }
    for (int c = 0; c < channels; c++) {
      level(h[c]);
      addEarly(c, h[c]);
      addDirect(c, h[c]);
    }
    Optional<Colour> missing =
        heard.colour().flatMap(colour -> colour.missingIn(Colour.ofResponses(h, rate)));
    missing.ifPresent(colour -> colour(h, colour));
    return cut(h, missing);
  }

  /** Channels that belong to one source. */
  private List<List<float[]>> groups(float[][] h) {
    int size = settings.layout().map(IrLayout::channels).orElse(0) == 4 ? 2 : h.length;
    List<List<float[]>> groups = new ArrayList<>();
    for (int c = 0; c < h.length; c += size) {
      groups.add(Arrays.asList(h).subList(c, c + size));
    }
    return groups;
  }

  private double[] correlation() {
    OctaveFilters octaves = tails.filters();
    double[] correlation = new double[octaves.count()];
    for (int i = 0; i < correlation.length; i++) {
      double hz = octaves.centerHz(i);
      correlation[i] = heard.coherence().map(c -> nearest(c, hz)).orElse(diffuse(hz));
    }
    return correlation;
  }

  private double nearest(List<Double> coherence, double hz) {
    int best = 0;
    for (int i = 0; i < coherence.size(); i++) {
      double distance = Math.abs(Math.log(heard.octavesHz().get(i) / hz));
      best = distance < Math.abs(Math.log(heard.octavesHz().get(best) / hz)) ? i : best;
    }
    return coherence.get(best);
  }

  private static double diffuse(double hz) {
    double kd = 2 * Math.PI * hz * EARS_METRES / SPEED_OF_SOUND;
    return Math.sin(kd) / kd;
  }

  /** A diffuse tail is as strong in all channels; it was measured against their mean direct. */
  private void level(float[] channel) {
    boolean asRecorded = settings.layout().map(l -> l == IrLayout.STEREO).orElse(true);
    if (!asRecorded) {
      return;
    }
    double power = 0;
    for (HeardRoom.Direct direct : heard.directs()) {
      power += direct.gain() * direct.gain() / heard.channels();
    }
    for (int n = 0; n < channel.length; n++) {
      channel[n] *= (float) Math.sqrt(power);
    }
  }

  private HeardRoom.Direct direct(int c) {
    boolean asRecorded =
        settings.layout().map(l -> l == IrLayout.STEREO && heard.channels() == 2).orElse(true);
    return asRecorded ? heard.directs().get(c) : new HeardRoom.Direct(1, 0);
  }

  private boolean crosses(int c) {
    return settings.layout().map(layout -> layout.crosses(c)).orElse(false);
  }

  private void addDirect(int c, float[] channel) {
    if (settings.keepDirect() && !crosses(c)) {
      int delay = (int) Math.round(direct(c).delaySeconds() * rate);
      channel[IrBuilder.directSample(rate) + delay] += (float) direct(c).gain();
    }
  }

  /** Filters all channels alike, the direct sounds staying where they are. */
  private void colour(float[][] h, Colour missing) {
    float[] filter = missing.filter(rate);
    int delay = Colour.peak(filter);
    FftConvolution convolution = new FftConvolution(filter);
    for (float[] channel : h) {
      System.arraycopy(convolution.full(channel), delay, channel, 0, channel.length);
    }
  }

  private void addEarly(int c, float[] channel) {
    int ear = settings.layout().map(layout -> layout.ear(c)).orElse(c);
    if (heard.early().isEmpty() || crosses(c)) {
      return;
    }
    Audio early = heard.early().get();
    int zero = IrBuilder.directSample(rate);
    float[] told = new float[channel.length];
    Audio resampled = Resampler.resample(early, rate);
    float[] atRate = resampled.channel(Math.min(ear, early.channelCount() - 1));
    double perSample = early.sampleRateHz() / (double) rate;
    int from = (int) Math.round(EARLY_FROM_SECONDS * rate);
    int fade = (int) Math.round(EARLY_FADE_SECONDS * rate);
    float[] share = new float[channel.length];
    int to = Math.min(atRate.length, (int) Math.round(EARLY_TO_SECONDS * rate));
    for (int n = from; n < to && zero + n < channel.length; n++) {
      share[zero + n] = Math.min(1f, (to - n) / (float) fade);
      told[zero + n] = (float) (direct(c).gain() * perSample * atRate[n] * share[zero + n]);
    }
    blend(told, share, channel);
  }

  private void blend(float[] told, float[] share, float[] channel) {
    float[] noise = new float[channel.length];
    for (int n = 0; n < channel.length; n++) {
      noise[n] = share[n] * channel[n];
      channel[n] -= noise[n];
    }
    for (int i = 0; i < tails.filters().count(); i++) {
      float[] e = tails.filters().part(i, told);
      float[] x = tails.filters().part(i, noise);
      double ofEarly = energy(e);
      double ofNoise = energy(x);
      double early = ofEarly > ofNoise ? Math.sqrt(ofNoise / ofEarly) : 1;
      double rest = ofEarly < ofNoise ? Math.sqrt(1 - ofEarly / ofNoise) : 0;
      for (int n = 0; n < channel.length; n++) {
        channel[n] += (float) (early * e[n] + rest * x[n]);
      }
    }
  }

  private static double energy(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += (double) v * v;
    }
    return sum;
  }

  /** Takes away what is not wanted before and behind, and normalises. */
  private ImpulseResponse cut(float[][] h, Optional<Colour> colour) {
    int direct = IrBuilder.directSample(rate);
    int from = settings.keepPredelay() ? 0 : firstSound(h);
    double end = from + settings.seconds().orElse(Double.MAX_VALUE) * rate;
    int to = (int) Math.min(h[0].length, Math.rint(end));
    float[][] kept = new float[h.length][];
    for (int c = 0; c < h.length; c++) {
      kept[c] = Arrays.copyOfRange(h[c], from, to);
      fadeOut(kept[c]);
    }
    Audio raw = new Audio(kept, rate);
    double gain = settings.normalization().gain(raw);
    for (float[] channel : kept) {
      for (int n = 0; n < channel.length; n++) {
        channel[n] *= (float) gain;
      }
    }
    return new ImpulseResponse(raw, settings.layout(), direct - from, colour, gain);
  }

  /** The direct sound, or the first reflection within 80 dB of the strongest. */
  private int firstSound(float[][] h) {
    if (settings.keepDirect()) {
      return IrBuilder.directSample(rate);
    }
    double peak = 0;
    for (float[] channel : h) {
      for (float v : channel) {
        peak = Math.max(peak, Math.abs(v));
      }
    }
    int first = h[0].length - 1;
    for (float[] channel : h) {
      int n = 0;
      while (n < first && Math.abs(channel[n]) <= SILENT * peak) {
        n++;
      }
      first = Math.min(first, n);
    }
    return first;
  }

  private void fadeOut(float[] channel) {
    int fade = Math.min(channel.length / 4, (int) (FADE_SECONDS * rate));
    for (int n = 0; n < fade; n++) {
      channel[channel.length - 1 - n] *= (n + 0.5f) / fade;
    }
  }
}

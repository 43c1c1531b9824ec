package org.unroom.reverb.swap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.Resampler;
import org.unroom.reverb.acoustics.DirectSound;

/**
 * An impulse response made ready for sounds of a rate and a number of channels: resampled with its
 * transfer function kept, scaled and shifted so that its direct sound is 1 at sample 0, and routed.
 * The strongest direct sound of all channels sets the scale, the earliest the time; 1 ms before it
 * is kept, as band-limited pulses begin before their peak.
 *
 * <pre>
 *   response     sound           result
 *   1 channel    any             each channel for itself
 *   2            mono            left, right
 *   2            stereo          left to left, right to right
 *   4 (LL LR RL RR)  mono, stereo   left = L LL + R RL, right = L LR + R RR
 *   any other    any             channel c through channel c, and again from the first
 * </pre>
 */
public final class OtherRoom {
  private static final double LEAD_SECONDS = 0.001;
  private static final double AUDIBLE = 0.1;
  private static final int TRUE_STEREO = 4;

  private final int inputs;
  private final int outputs;
  private final int lead;
  private final List<Path> paths = new ArrayList<>();

  /**
   * From one channel of the sound to one of the result.
   *
   * @param in channel of the sound
   * @param out channel of the result
   * @param kernel response, its direct sound at sample {@link #lead}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Path(int in, int out, float[] kernel) {}

  /**
   * Makes a response ready.
   *
   * @param response channels as in the table; must not be silent
   * @param channels of the sounds
   * @param sampleRateHz of the sounds
   * @param predelaySeconds added behind the window of the direct sound
   */
  public OtherRoom(Audio response, int channels, int sampleRateHz, double predelaySeconds) {
    Audio h = Resampler.resample(response, sampleRateHz);
    this.inputs = channels;
    this.lead = (int) Math.round(LEAD_SECONDS * sampleRateHz);
    // transfer function over direct sound, both at the response's own rate
    double height = Reference.in(response).height * sampleRateHz / response.sampleRateHz();
    Reference reference = Reference.in(h).withHeight((float) height);
    float[][] kernels = new float[h.channelCount()][];
    for (int c = 0; c < kernels.length; c++) {
      kernels[c] =
          kernel(h.channel(c), reference, (int) Math.round(predelaySeconds * sampleRateHz));
    }
    this.outputs = route(kernels);
  }

  /** The direct sound that the others follow: its sample, its height, the end of its window. */
  private record Reference(int sample, float height, int windowSamples) {
    Reference withHeight(float other) {
      return new Reference(sample, other, windowSamples);
    }

    static Reference in(Audio h) {
      List<DirectSound> directs = new ArrayList<>();
      float height = 0;
      for (int c = 0; c < h.channelCount(); c++) {
        DirectSound direct = DirectSound.in(h.channel(c), h.sampleRateHz());
        float value = h.length() == 0 ? 0 : h.channel(c)[direct.sample()];
        height = Math.abs(value) > Math.abs(height) ? value : height;
        directs.add(direct);
      }
      if (height == 0) {
        throw new IllegalArgumentException("a silent response is no room; give one with sound");
      }
      int first = Integer.MAX_VALUE;
      for (int c = 0; c < h.channelCount(); c++) {
        int sample = directs.get(c).sample();
        if (Math.abs(h.channel(c)[sample]) >= AUDIBLE * Math.abs(height)) {
          first = Math.min(first, sample);
        }
      }
      return new Reference(
          first, height, (int) Math.round(DirectSound.WINDOW_SECONDS * h.sampleRateHz()));
    }
  }

  private float[] kernel(float[] h, Reference reference, int predelay) {
    int window = lead + reference.windowSamples;
    float[] kernel = new float[Math.max(0, h.length - reference.sample) + lead + predelay];
    for (int n = Math.max(0, reference.sample - lead); n < h.length; n++) {
      int at = n - reference.sample + lead;
      kernel[at < window ? at : at + predelay] = h[n] / reference.height;
    }
    int end = kernel.length;
    while (end > 0 && kernel[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(kernel, end);
  }

  private int route(float[][] kernels) {
    if (kernels.length == TRUE_STEREO && inputs <= 2) {
      for (int source = 0; source < 2; source++) {
        int in = Math.min(source, inputs - 1);
        paths.add(new Path(in, 0, kernels[2 * source]));
        paths.add(new Path(in, 1, kernels[2 * source + 1]));
      }
      return 2;
    }
    int results = inputs == 1 && kernels.length == 2 ? 2 : inputs;
    for (int c = 0; c < results; c++) {
      paths.add(new Path(Math.min(c, inputs - 1), c, kernels[c % kernels.length]));
    }
    return results;
  }

  /** Channels of the sounds. */
  public int inputs() {
    return inputs;
  }

  /** Channels of the results. */
  public int outputs() {
    return outputs;
  }

  /** Samples that a result is longer than the sound when it rings out. */
  public int tailSamples() {
    int longest = paths.stream().mapToInt(path -> path.kernel().length).max().orElse(0);
    return Math.max(0, longest - 1 - lead);
  }

  /** The sample of the direct sound in the kernels. */
  int lead() {
    return lead;
  }

  List<Path> paths() {
    return paths;
  }
}

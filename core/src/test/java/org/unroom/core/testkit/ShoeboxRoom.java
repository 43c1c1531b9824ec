package org.unroom.core.testkit;

import java.util.List;

/**
 * Impulse responses of a rectangular room, from a point source to one or more microphones,
 *
 * <pre>
 *   h(t) = delta(t - d/c) / d + g ( sum over images i of r^(n_i) delta(t - d_i/c) / d_i + tail(t) )
 * </pre>
 *
 * The direct sound is exact in time and level. Reflections come from image sources (J. B. Allen, D.
 * A. Berkley, "Image method for efficiently simulating small-room acoustics", JASA 65 (4), 1979,
 * eq. 8) at fractional delays, with n_i reflections of the same factor r per octave band on all
 * walls. At the mixing time they are faded into Gaussian noise with the images' own energy density
 * {@code 4 pi c / (V fs)} a sample at time 0 and the decay {@code 10^(-3 t / T60)} of each band. r
 * follows from the T60 wanted by Eyring's formula, {@code r = exp(-27.63 V / (c S T60))}. At last g
 * makes the energy of the direct sound over all the rest, summed over the microphones, the DRR
 * wanted.
 *
 * @param sampleRateHz samples per second
 * @param size edges of the room in metres
 * @param source place of the source, inside
 * @param microphones places of the microphones, inside; at least one
 * @param t60Seconds decay times of the octaves 125 Hz … 8 kHz, seven of them, above 0
 * @param drrDb direct-to-reverberant energy ratio in dB
 * @param seed seed of the tails
 */
public record ShoeboxRoom(
    int sampleRateHz,
    Place size,
    Place source,
    List<Place> microphones,
    List<Double> t60Seconds,
    double drrDb,
    long seed) {
  /** Speed of sound at 20 °C in metres a second. */
  public static final double SPEED_OF_SOUND = 343;

  private static final double TAIL_CROSSING_OCTAVES = 1.0 / 6;

  /** Checks that everything is inside and that there is a decay time for each band. */
  public ShoeboxRoom {
    microphones = List.copyOf(microphones);
    t60Seconds = List.copyOf(t60Seconds);
    if (t60Seconds.size() != OctaveBands.COUNT || t60Seconds.stream().anyMatch(t -> !(t > 0))) {
      throw new IllegalArgumentException(
          "t60Seconds=%s must be %d times above 0".formatted(t60Seconds, OctaveBands.COUNT));
    }
    if (microphones.isEmpty()
        || !source.isInside(size)
        || !microphones.stream().allMatch(m -> m.isInside(size))) {
      throw new IllegalArgumentException(
          "source=%s and microphones=%s must lie inside size=%s"
              .formatted(source, microphones, size));
    }
  }

  /** Time from the source to microphone m in samples, with its fraction. */
  public double directDelaySamples(int m) {
    return source.distance(microphones.get(m)) / SPEED_OF_SOUND * sampleRateHz;
  }

  /** Height of the direct sound at microphone m: 1 over the distance in metres. */
  public double directLevel(int m) {
    return 1 / source.distance(microphones.get(m));
  }

  /** Sample from which on the response of microphone m is tail alone. */
  public int mixingSample(int m) {
    // Twice Polack's sqrt(V) ms, and never less than 15 ms, after the direct sound.
    double seconds = Math.max(0.015, 0.002 * Math.sqrt(size.volume()));
    return (int) Math.ceil(directDelaySamples(m) + seconds * sampleRateHz);
  }

  /** Responses {@code [microphone][sample]}; sample 0 is when the source emits. */
  public float[][] impulseResponses() {
    float[][] direct = new float[microphones.size()][];
    float[][] rest = new float[microphones.size()][];
    for (int m = 0; m < rest.length; m++) {
      direct[m] = new float[length()];
      FractionalDelay.addPulse(direct[m], directDelaySamples(m), directLevel(m));
      rest[m] = new ImageSources(this).reflections(m, length());
      addTail(rest[m], m);
    }
    double gain = Math.sqrt(energy(direct) / energy(rest)) * Math.pow(10, -drrDb / 20);
    for (int m = 0; m < rest.length; m++) {
      for (int n = 0; n < rest[m].length; n++) {
        direct[m][n] += (float) (gain * rest[m][n]);
      }
    }
    return direct;
  }

  /** Share of the tail's energy at sample n for microphone m: 0, then a rise to 1 at mixing. */
  double tailShare(int n, int m) {
    double start = (directDelaySamples(m) + mixingSample(m)) / 2;
    double u = (n - start) / (mixingSample(m) - start);
    double s = Math.sin(Math.PI / 2 * Math.min(1, Math.max(0, u)));
    return s * s;
  }

  private void addTail(float[] h, int m) {
    OctaveBands bands = new OctaveBands(sampleRateHz, TAIL_CROSSING_OCTAVES);
    float[][] noise = bands.noise(h.length, seed * 31 + m);
    double density = Math.sqrt(4 * Math.PI * SPEED_OF_SOUND / (size.volume() * sampleRateHz));
    for (int b = 0; b < OctaveBands.COUNT; b++) {
      double decadesPerSample = -3 / (t60Seconds.get(b) * sampleRateHz);
      for (int n = (int) directDelaySamples(m); n < h.length; n++) {
        double level = density * Math.sqrt(tailShare(n, m)) * Math.pow(10, decadesPerSample * n);
        h[n] += (float) (level * noise[b][n]);
      }
    }
  }

  /** The latest direct sound and mixing, and then the longest T60. */
  private int length() {
    double longest = t60Seconds.stream().mapToDouble(t -> t).max().orElseThrow();
    int latest = 0;
    for (int m = 0; m < microphones.size(); m++) {
      latest = Math.max(latest, mixingSample(m));
    }
    return latest + (int) Math.ceil(longest * sampleRateHz);
  }

  private static double energy(float[][] h) {
    double sum = 0;
    for (float[] channel : h) {
      for (float v : channel) {
        sum += v * (double) v;
      }
    }
    return sum;
  }

  /** A place in the room (or its size) in metres from one corner. */
  public record Place(double x, double y, double z) {
    double distance(Place other) {
      double dx = x - other.x;
      double dy = y - other.y;
      double dz = z - other.z;
      return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    double volume() {
      return x * y * z;
    }

    double surface() {
      return 2 * (x * y + y * z + z * x);
    }

    private boolean isInside(Place size) {
      return x > 0 && y > 0 && z > 0 && x < size.x && y < size.y && z < size.z;
    }
  }
}

package org.unroom.reverb.acoustics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Acoustics of a measured impulse response after ISO 3382-1, as a whole and in bands. Decay times
 * are taken from the backward-integrated curve of the band, filtered backwards in time. Energies
 * before and after a moment are those of the response cut there and then filtered, so that no
 * ringing carries energy over the cut:
 *
 * <pre>
 *   C50 = 10 log10( E[0, 50 ms) / E[50 ms, oo) ),   D50 = E[0, 50 ms) / E[0, oo)
 *   Ts  = sum of t h^2 / sum of h^2,   DRR = 10 log10( E[direct window) / E[behind it, oo) )
 * </pre>
 *
 * with the time counted from the direct sound, the noise's energy taken off and the energy of the
 * decay below the noise added.
 *
 * @param direct the direct sound
 * @param whole the response as a whole
 * @param bands from low to high
 */
public record RoomAcoustics(DirectSound direct, BandAcoustics whole, List<BandAcoustics> bands) {
  private static final double T10_RANGE_DB = 20;
  private static final double T20_RANGE_DB = 35;
  private static final double T30_RANGE_DB = 45;

  /** Independent values in the stretch that a line is laid through: B T60 above 4 for T30. */
  private static final double LEAST_VALUES = 2;

  private static final double EDT_DB = -10;
  private static final double EDT_RANGE_DB = 15;
  private static final double TOP_DB = -5;
  private static final double C50_SECONDS = 0.05;
  private static final double C80_SECONDS = 0.08;
  private static final double LATE_ABOVE_NOISE_DB = 5;
  private static final double SILENCE = 1e-30;

  /** Keeps a copy. */
  public RoomAcoustics {
    bands = List.copyOf(bands);
  }

  /**
   * Measures a response.
   *
   * @param h samples; not changed
   * @param sampleRateHz samples a second
   * @param kind which bands
   */
  public static RoomAcoustics of(float[] h, int sampleRateHz, Bands kind) {
    int end = h.length;
    while (end > 0 && h[end - 1] == 0) {
      end--;
    }
    float[] heard = java.util.Arrays.copyOf(h, end);
    DirectSound direct = DirectSound.in(heard, sampleRateHz);
    List<BandAcoustics> bands = new ArrayList<>();
    for (Bands.Band band : kind.below(sampleRateHz)) {
      bands.add(new Measurement(heard, sampleRateHz, direct, Optional.of(band)).acoustics());
    }
    return new RoomAcoustics(
        direct, new Measurement(heard, sampleRateHz, direct, Optional.empty()).acoustics(), bands);
  }

  /** One band of one response. */
  private static final class Measurement {
    private final float[] h;
    private final int rate;
    private final DirectSound direct;
    private final Optional<Bands.Band> band;
    private final Optional<BandFilter> filter;
    private final FilteredDecay decay;
    private final DecayCurve curve;

    Measurement(float[] h, int rate, DirectSound direct, Optional<Bands.Band> band) {
      this.h = h;
      this.rate = rate;
      this.direct = direct;
      this.band = band;
      this.filter = band.map(b -> new BandFilter(b, rate));
      this.decay = FilteredDecay.of(h, rate, direct, band);
      this.curve = decay.curve();
    }

    private double energy(int from, int to) {
      double sum = 0;
      for (double v : FilteredDecay.slice(h, filter, from, Math.max(from, to))) {
        sum += v * v;
      }
      return sum - curve.noise().power() * Math.max(0, to - from);
    }

    /** Sample of the response where the decay meets the noise. */
    private int knee() {
      return Math.min(h.length, curve.noise().kneeSample() - decay.start() + direct.sample());
    }

    BandAcoustics acoustics() {
      OptionalDouble t20 = seconds(TOP_DB, -25, T20_RANGE_DB);
      OptionalDouble t30 = seconds(TOP_DB, -35, T30_RANGE_DB);
      OptionalDouble t10 = seconds(TOP_DB, -15, T10_RANGE_DB);
      double to = t30.isPresent() ? -35 : t20.isPresent() ? -25 : -15;
      OptionalDouble straight =
          t10.isPresent()
              ? OptionalDouble.of(
                  curve.line(TOP_DB, to, decay.lateFrom()).orElseThrow().nonlinearityPermille())
              : OptionalDouble.empty();
      OptionalDouble curvature =
          t20.isPresent() && t30.isPresent()
              ? OptionalDouble.of(100 * (t30.getAsDouble() / t20.getAsDouble() - 1))
              : OptionalDouble.empty();
      return new BandAcoustics(
          band.map(Bands.Band::nominalHz).orElse(0.0),
          curve.rangeDb(),
          earlyDecay(),
          t10,
          t20,
          t30,
          straight,
          curvature,
          DoubleSlope.in(curve, decay.lateFrom(), rate, decay.bandwidthHz()),
          ratioDb(direct.from(), after(C50_SECONDS)),
          ratioDb(direct.from(), after(C80_SECONDS)),
          share(after(C50_SECONDS)),
          centre(),
          drr());
    }

    private OptionalDouble seconds(double fromDb, double toDb, double rangeDb) {
      boolean tooFewValues =
          decay.bandwidthHz() * curve.spanSeconds(fromDb, toDb, decay.lateFrom()) < LEAST_VALUES;
      return curve.rangeDb() < rangeDb || tooFewValues
          ? OptionalDouble.empty()
          : curve
              .line(fromDb, toDb, decay.lateFrom())
              .map(line -> OptionalDouble.of(line.t60Seconds()))
              .orElse(OptionalDouble.empty());
    }

    /** Of the first 10 dB; of their first and last moment where the direct sound is all of them. */
    private OptionalDouble earlyDecay() {
      if (curve.rangeDb() < EDT_RANGE_DB) {
        return OptionalDouble.empty();
      }
      Optional<DecayLine> line = curve.line(0, EDT_DB, 0);
      if (line.isPresent()) {
        return OptionalDouble.of(line.get().t60Seconds());
      }
      return OptionalDouble.of(curve.spanSeconds(0, EDT_DB, 0) * 60 / -EDT_DB);
    }

    private int after(double seconds) {
      return direct.sample() + (int) Math.round(seconds * rate);
    }

    private double late(int from) {
      return energy(from, knee()) + curve.noise().beyond();
    }

    /** Whether what comes after a moment can be told from the noise. */
    private boolean audibleAfter(int sample) {
      double late = late(sample);
      return sample < knee()
          && late > SILENCE
          && late > curve.noise().beyond() * Math.pow(10, LATE_ABOVE_NOISE_DB / 10);
    }

    private OptionalDouble ratioDb(int from, int cut) {
      return audibleAfter(cut)
          ? OptionalDouble.of(10 * Math.log10(Math.max(SILENCE, energy(from, cut)) / late(cut)))
          : OptionalDouble.empty();
    }

    private OptionalDouble share(int cut) {
      if (!audibleAfter(cut)) {
        return OptionalDouble.empty();
      }
      double early = Math.max(0, energy(direct.from(), cut));
      return OptionalDouble.of(early / (early + late(cut)));
    }

    /** Nothing where the direct window holds less than one period: 400 Hz at 2.5 ms. */
    private OptionalDouble drr() {
      boolean resolved =
          band.map(b -> b.nominalHz() * DirectSound.WINDOW_SECONDS >= 1).orElse(true);
      return resolved ? ratioDb(direct.from(), direct.to()) : OptionalDouble.empty();
    }

    private OptionalDouble centre() {
      if (!audibleAfter(direct.to())) {
        return OptionalDouble.empty();
      }
      int start = decay.start();
      double moment = 0;
      double sum = 0;
      int knee = curve.noise().kneeSample();
      for (int n = 0; n < knee; n++) {
        double noise = n < start ? 0 : curve.noise().power();
        double energy = decay.filtered()[n] * decay.filtered()[n] - noise;
        sum += energy;
        moment += energy * (n - start) / rate;
      }
      double beyond = curve.noise().beyond();
      double nepers = beyond > 0 ? lateNepers() : 1;
      double late = (knee - start) / (double) rate + 1 / nepers;
      return OptionalDouble.of((moment + beyond * late) / (sum + beyond));
    }

    private double lateNepers() {
      double t60 =
          curve
              .line(TOP_DB, Math.max(-35, 1 - curve.rangeDb()), decay.lateFrom())
              .map(DecayLine::t60Seconds)
              .orElse(1.0);
      return 6 * Math.log(10) / t60;
    }
  }
}

package org.unroom.reverb.acoustics;

import java.util.Optional;

/**
 * One band of an impulse response, filtered backwards in time, and its {@link DecayCurve}.
 *
 * @param filtered samples from the start of the filter's ringing on; not a copy
 * @param start sample of the direct sound in it
 * @param lateFrom sample from which on there is decay alone: ringing lies before the direct sound
 * @param bandwidthHz of the filter
 * @param curve the backward-integrated decay
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FilteredDecay(
    double[] filtered, int start, int lateFrom, double bandwidthHz, DecayCurve curve) {

  /**
   * Filters a response.
   *
   * @param h samples; not changed
   * @param band nothing for the response as a whole
   */
  static FilteredDecay of(
      float[] h, int sampleRateHz, DirectSound direct, Optional<Bands.Band> band) {
    Optional<BandFilter> filter = band.map(b -> new BandFilter(b, sampleRateHz));
    int pad = filter.map(BandFilter::pad).orElse(0);
    double[] filtered = slice(h, filter, direct.from(), h.length);
    double bandwidthHz = band.map(Bands.Band::widthHz).orElse(sampleRateHz / 2.0);
    int start = pad + direct.sample() - direct.from();
    return new FilteredDecay(
        filtered,
        start,
        pad + direct.to() - direct.from(),
        bandwidthHz,
        DecayCurve.of(filtered, start, sampleRateHz, bandwidthHz));
  }

  /** Samples {@code from} to {@code to} of a response alone, filtered where there is a filter. */
  static double[] slice(float[] h, Optional<BandFilter> filter, int from, int to) {
    if (filter.isPresent()) {
      return filter.get().filtered(h, from, to);
    }
    double[] part = new double[Math.max(0, to - from)];
    for (int n = 0; n < part.length; n++) {
      part[n] = h[from + n];
    }
    return part;
  }
}

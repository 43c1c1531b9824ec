package org.unroom.reverb.ddsp;

import org.unroom.core.synth.Knots;
import org.unroom.core.synth.Upsampling;

/**
 * When the controls of a {@link DdspModel} of one recording are set.
 *
 * @param settings how they are tied
 * @param sampleRateHz of the recording
 * @param samples of the recording
 */
record ControlFrames(DdspSettings settings, int sampleRateHz, int samples) {
  /** Samples from one control frame to the next. */
  int hop() {
    return Math.max(1, (int) Math.round(settings.controlSeconds() * sampleRateHz));
  }

  /** Control frames over the recording. */
  int count() {
    return Upsampling.frames(samples, hop());
  }

  /** Knots of the loudness. */
  int loudnessKnots() {
    return Knots.count(count(), settings.amplitudeFrames());
  }

  /** Knots of the distribution over the partials. */
  int distributionKnots() {
    return Knots.count(count(), settings.distributionFrames());
  }

  /** Samples from one noise filter to the next. */
  int noiseHop() {
    return hop() * settings.noiseFrames();
  }

  /** Noise filters over the recording. */
  int noiseFilters() {
    return Upsampling.frames(samples, noiseHop());
  }

  /** Taps of the impulse response. */
  int irTaps() {
    return (int) Math.min(settings.longestIrSeconds() * sampleRateHz, samples);
  }

  /** Taps behind the direct sound that are free. */
  int earlyTaps() {
    return Math.min((int) (settings.earlySeconds() * sampleRateHz), irTaps() - 1);
  }
}

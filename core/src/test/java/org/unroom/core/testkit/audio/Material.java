package org.unroom.core.testkit.audio;

/** Dry sound with a generator: the same bytes for the same rate and seed. */
public interface Material {
  /** The dry sound at a rate, mono, peak 0.7 of full scale. */
  float[] render(int sampleRateHz);

  /** How it is made, one line, with the seed. */
  String made();
}

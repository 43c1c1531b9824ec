package org.unroom.reverb.model;

import java.util.List;
import org.unroom.core.diff.Parameter;

/**
 * Dry sound that is taken as known, such as an estimate of it: only the room is fitted then, and
 * the fit is a regression of the recording's energies on the dry ones.
 */
public final class KnownSource implements SourceModel {
  private final float[][] energies;

  /** Takes {@code energies [b][t]}, in units of the recording's mean energy in band b; no copy. */
  public KnownSource(float[][] energies) {
    this.energies = energies;
  }

  @Override
  public float[] energy(int b) {
    return energies[b];
  }

  @Override
  public void accept(int b, float[] gradient, double weight) {
    // nothing to learn
  }

  @Override
  public double prior(int b) {
    return 0;
  }

  @Override
  public List<Parameter> parameters(int b) {
    return List.of();
  }
}

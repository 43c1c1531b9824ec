package org.unroom.reverb.model;

import java.util.List;
import org.unroom.core.diff.Parameter;
import org.unroom.core.loss.PowerSparsity;

/**
 * A DDSP filtered-noise source in expectation: noise whose energy in each band and frame is a
 * parameter of its own,
 *
 * <pre>
 *   E|X(t, f)|^2 = sum over b of w_b(f) x[b][t]
 * </pre>
 *
 * held down by a prior that likes few strong frames, {@code lambda * (x + 1e-5)^(1/4)}: what may be
 * the room's decay must be, or else the dry energies explain everything and the room nothing (Engel
 * et al., "DDSP", ICLR 2020, sec. 3.4, for the source; the prior takes the place of a trained one).
 */
public final class BandSource implements SourceModel {
  private static final double SPARSITY_FLOOR = 1e-5;
  private static final float START_FLOOR = 1e-4f;
  private static final float START_SHARE = (float) Math.exp(-0.5);
  private static final double RATE_NEPERS = 0.08;

  private final PowerSparsity sparsity = new PowerSparsity(SPARSITY_FLOOR);
  private final double strength;
  private final List<Parameter> energies;

  /**
   * Starts somewhat below the recording.
   *
   * @param measured the recording's energies {@code [b][t]}, each band's mean 1
   * @param strength lambda, weight of the prior; 2 where the decays count, 4 where the gain does
   */
  public BandSource(float[][] measured, double strength) {
    this.strength = strength;
    this.energies =
        java.util.Arrays.stream(measured)
            .map(e -> Parameter.positive("dry energy", start(e), RATE_NEPERS))
            .toList();
  }

  private static float[] start(float[] measured) {
    float[] x = new float[measured.length];
    for (int t = 0; t < x.length; t++) {
      x[t] = (measured[t] + START_FLOOR) * START_SHARE;
    }
    return x;
  }

  @Override
  public float[] energy(int b) {
    return energies.get(b).value();
  }

  @Override
  public void accept(int b, float[] gradient, double weight) {
    float[] own = energies.get(b).gradient();
    for (int t = 0; t < own.length; t++) {
      own[t] += gradient[t];
    }
    sparsity.addGradient(energy(b), strength * weight, own);
  }

  @Override
  public double prior(int b) {
    return strength * sparsity.value(energy(b));
  }

  @Override
  public List<Parameter> parameters(int b) {
    return List.of(energies.get(b));
  }
}

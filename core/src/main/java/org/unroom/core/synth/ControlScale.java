package org.unroom.core.synth;

/**
 * How a number of any size becomes a control. Each scale has its slope, for the adjoint, as a
 * function of the number x and of the control y = f(x).
 */
public enum ControlScale {
  /** y = x. */
  NONE {
    @Override
    public double of(double x) {
      return x;
    }

    @Override
    double slope(double x, double y) {
      return 1;
    }
  },
  /** y = e^x: amplitudes from nepers. */
  EXP {
    @Override
    public double of(double x) {
      return Math.exp(x);
    }

    @Override
    double slope(double x, double y) {
      return y;
    }
  },
  /** y = 1 / (1 + e^-x), between 0 and 1. */
  SIGMOID {
    @Override
    public double of(double x) {
      return sigmoid(x);
    }

    @Override
    double slope(double x, double y) {
      return y * (1 - y);
    }
  },
  /**
   * y = 2 sigmoid(x)^ln(10) + 1e-7: positive, at most 2, about -8 dB at x = 0, -94 dB at x = -5 (J.
   * Engel et al. 2020, eq. 5).
   */
  EXP_SIGMOID {
    @Override
    public double of(double x) {
      return LARGEST * Math.exp(-EXPONENT * softplus(-x)) + SMALLEST;
    }

    @Override
    double slope(double x, double y) {
      return (y - SMALLEST) * EXPONENT * sigmoid(-x);
    }
  };

  private static final double LARGEST = 2;
  private static final double EXPONENT = Math.log(10);
  private static final double SMALLEST = 1e-7;

  /** The control of number x. */
  public abstract double of(double x);

  abstract double slope(double x, double y);

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}

package org.unroom.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Numbers from a reference implementation, with where they come from and how closely they must be
 * met.
 *
 * @param origin program and version (or table) that computed the numbers
 * @param tolerance largest difference allowed, in the unit of the numbers
 */
public record Golden(String origin, double tolerance) {

  /** Checks one number. */
  public void check(String what, double actual, double expected) {
    assertThat(actual).as("%s (%s)", what, origin).isCloseTo(expected, within(tolerance));
  }

  /** Checks samples, all of them. */
  public void check(String what, float[] actual, double... expected) {
    assertThat(actual).as("%s: length (%s)", what, origin).hasSize(expected.length);
    for (int n = 0; n < expected.length; n++) {
      check(what + "[" + n + "]", actual[n], expected[n]);
    }
  }
}

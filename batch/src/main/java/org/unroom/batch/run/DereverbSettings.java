package org.unroom.batch.run;

import org.unroom.reverb.dereverb.DereverbMethod;
import org.unroom.reverb.dereverb.SoundModel;

/**
 * What the user decides about taking the room out.
 *
 * @param amount how much of the room to take out, 0 (nothing) to 1 (all that can be)
 * @param method how
 * @param model what kind of dry sound is looked for
 * @param seed of everything random; same seed, same input, same bytes
 * @param resynthesis whether a synthetic dry sound is wanted beside what the method makes
 * @param threads that may work at once, at least 1; the result does not depend on it
 */
public record DereverbSettings(
    double amount,
    DereverbMethod method,
    SoundModel model,
    long seed,
    boolean resynthesis,
    int threads) {
  /** Checks the ranges. */
  public DereverbSettings {
    if (!(amount >= 0 && amount <= 1)) {
      throw new IllegalArgumentException("amount=%s must be between 0 and 1".formatted(amount));
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads=%d must be at least 1".formatted(threads));
    }
  }

  /** Without a resynthesis. */
  public DereverbSettings(
      double amount, DereverbMethod method, SoundModel model, long seed, int threads) {
    this(amount, method, model, seed, false, threads);
  }

  /** The same with another number of threads. */
  public DereverbSettings withThreads(int count) {
    return new DereverbSettings(amount, method, model, seed, resynthesis, count);
  }
}

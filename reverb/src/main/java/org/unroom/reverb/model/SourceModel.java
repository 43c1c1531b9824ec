package org.unroom.reverb.model;

import java.util.List;
import org.unroom.core.diff.Parameter;

/**
 * What is said about the dry sound before the room: its energy {@code x[b][t]} in bands b = 0..B-1
 * and frames t = 0..T-1, in units of the recording's mean energy in that band. What of it can be
 * learned are the source's parameters; the fit adds the gradients of its loss to them.
 */
public sealed interface SourceModel permits BandSource, KnownSource {
  /** Energy of band b along time, not a copy. */
  float[] energy(int b);

  /**
   * Takes notice of the gradient of the loss with respect to {@code energy(b)}, and adds the
   * source's own prior to it.
   *
   * @param gradient {@code [t]}
   * @param weight of the prior's sum over one band's frames
   */
  void accept(int b, float[] gradient, double weight);

  /** Value of the prior, summed over one band's frames. */
  double prior(int b);

  /** What can be learned of band b. */
  List<Parameter> parameters(int b);
}

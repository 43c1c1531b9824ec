package org.unroom.core.synth;

import java.util.List;
import java.util.Map;
import org.unroom.core.diff.Signal;

/**
 * A differentiable part of a synthesizer, in two phases: what a network or a fit puts out becomes
 * controls with a meaning (amplitudes, frequencies, an impulse response), and controls become a
 * signal (J. Engel et al., "DDSP: differentiable digital signal processing", ICLR 2020, sec. 3).
 * All inputs, controls and the signal can be looked at between the phases. The two backward methods
 * undo the phases in reverse order and <em>add</em> to the gradients of what they came from;
 * gradients of computed signals are cleared by {@link ProcessorGroup}.
 *
 * <p>Buffers are planned at construction; none of the four methods allocates arrays of the signal's
 * length. Not safe for use by several threads at once.
 */
public interface Processor {
  /** What comes in, in a fixed order. */
  List<Signal> inputs();

  /**
   * Results of the first phase by name, in a fixed order; those that are inputs as they are, too.
   */
  Map<String, Signal> controls();

  /** Result of the second phase. */
  Signal signal();

  /** Inputs to controls. */
  void computeControls();

  /** Controls to signal. */
  void computeSignal();

  /** Adds the signal's gradient, taken back through the second phase, to the controls'. */
  void backpropagateSignal();

  /** Adds the controls' gradients, taken back through the first phase, to the inputs'. */
  void backpropagateControls();
}

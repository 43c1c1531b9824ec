package org.unroom.core.synth;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.unroom.core.diff.Parameter;
import org.unroom.core.diff.Signal;

/**
 * A named, directed graph without circles of processors, from which every intermediate signal can
 * be read: {@code "harmonic"} is the signal of the processor of that name, {@code
 * "harmonic/amplitudes"} one of its controls. Forward runs the processors in the order in which
 * they were added, backward in reverse, so that the gradient reaches every {@link Parameter} that
 * the last signal depends on. A processor that nothing uses is an error: what it holds would not
 * learn, silently.
 */
public final class ProcessorGroup {
  private final Map<String, Processor> nodes;
  private final List<Processor> reversed;
  private final List<Signal> computed;
  private final List<Parameter> parameters;
  private final Signal output;

  private ProcessorGroup(Map<String, Processor> nodes) {
    this.nodes = nodes;
    this.reversed = new ArrayList<>(nodes.values());
    this.output = reversed.get(reversed.size() - 1).signal();
    Collections.reverse(reversed);
    this.computed = computedSignals(reversed);
    this.parameters =
        nodes.values().stream()
            .flatMap(node -> node.inputs().stream())
            .flatMap(input -> input.parameter().stream())
            .distinct()
            .toList();
  }

  /** Starts a graph. */
  public static Builder builder() {
    return new Builder();
  }

  /** Computes all controls and signals; returns the last processor's signal. */
  public Signal forward() {
    for (Processor node : nodes.values()) {
      node.computeControls();
      node.computeSignal();
    }
    return output;
  }

  /**
   * Adds to the gradient of every parameter what {@code gradientOfOutput}, the gradient of the loss
   * with respect to the last signal, means for it. Runs after {@link #forward}.
   */
  public void backward(float[] gradientOfOutput) {
    computed.forEach(Signal::clearGradient);
    System.arraycopy(gradientOfOutput, 0, output.gradient(), 0, output.gradient().length);
    for (Processor node : reversed) {
      node.backpropagateSignal();
      node.backpropagateControls();
    }
  }

  /** Every learnable block that a processor takes in, once each, in order of the graph. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The last processor's signal. */
  public Signal output() {
    return output;
  }

  /** The signal of processor {@code "name"}, or one of its controls, {@code "name/control"}. */
  public Signal signal(String path) {
    Signal found = signals().get(path);
    if (found == null) {
      throw new IllegalArgumentException(
          "no signal '%s'; there are %s".formatted(path, signals().keySet()));
    }
    return found;
  }

  /** All signals and controls by path, in order of the graph. */
  public Map<String, Signal> signals() {
    Map<String, Signal> all = new LinkedHashMap<>();
    nodes.forEach(
        (name, node) -> {
          node.controls().forEach((control, signal) -> all.put(name + "/" + control, signal));
          all.put(name, node.signal());
        });
    return all;
  }

  private static List<Signal> computedSignals(List<Processor> nodes) {
    Set<Signal> computed = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Processor node : nodes) {
      computed.addAll(node.controls().values());
      computed.add(node.signal());
    }
    return computed.stream().filter(s -> s.parameter().isEmpty()).toList();
  }

  /** Collects processors in an order in which each finds its inputs computed. */
  public static final class Builder {
    private final Map<String, Processor> nodes = new LinkedHashMap<>();

    private Builder() {}

    /** Adds a processor; what it takes in must be given, learned, or computed by an earlier one. */
    public Builder add(String name, Processor processor) {
      if (name.isEmpty() || name.contains("/") || nodes.containsKey(name)) {
        throw new IllegalArgumentException(
            "processor name '%s' must be new, not empty and without /".formatted(name));
      }
      Set<Signal> known = Collections.newSetFromMap(new IdentityHashMap<>());
      nodes.values().forEach(n -> known.add(n.signal()));
      nodes.values().forEach(n -> known.addAll(n.controls().values()));
      for (Signal input : processor.inputs()) {
        if (input.takesGradient() && input.parameter().isEmpty() && !known.contains(input)) {
          throw new IllegalArgumentException(
              "'%s' takes a signal that no processor before it computes; add that one first"
                  .formatted(name));
        }
      }
      nodes.put(name, processor);
      return this;
    }

    /** The graph; the last processor's signal is its output, and uses all others. */
    public ProcessorGroup build() {
      if (nodes.isEmpty()) {
        throw new IllegalArgumentException("a group needs at least one processor; add one");
      }
      Set<String> unused = new LinkedHashSet<>(nodes.keySet());
      List<String> names = new ArrayList<>(nodes.keySet());
      Set<Signal> used = Collections.newSetFromMap(new IdentityHashMap<>());
      for (int i = names.size() - 1; i >= 0; i--) {
        Processor node = nodes.get(names.get(i));
        boolean counts =
            i == names.size() - 1
                || used.contains(node.signal())
                || node.controls().values().stream().anyMatch(used::contains);
        if (counts) {
          unused.remove(names.get(i));
          used.addAll(node.inputs());
        }
      }
      if (!unused.isEmpty()) {
        throw new IllegalArgumentException(
            "output '%s' does not use %s; route them into it or leave them out"
                .formatted(
                    names.get(names.size() - 1),
                    unused.stream().collect(Collectors.joining(", "))));
      }
      return new ProcessorGroup(Collections.unmodifiableMap(new LinkedHashMap<>(nodes)));
    }
  }
}

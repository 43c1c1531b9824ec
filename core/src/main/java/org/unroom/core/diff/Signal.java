package org.unroom.core.diff;

import java.util.Arrays;
import java.util.Optional;

/**
 * Numbers that flow through a graph of processors, {@code value[t * channels + c]} for frame t and
 * channel c, and the gradient of the loss with respect to them, in the same layout. Audio is a
 * signal of one channel with a frame per sample; controls have a frame per hop.
 *
 * <p>A signal is one of three things: given from outside ({@link #given}), learned ({@link
 * #learned}: the arrays are those of a {@link Parameter}), or computed by a processor ({@link
 * #computed}). Given signals take no gradient, so adjoints may leave theirs out.
 */
public final class Signal {
  private final int frames;
  private final int channels;
  private final float[] value;
  private final float[] gradient;
  private final Optional<Parameter> parameter;

  private Signal(
      int frames, int channels, float[] value, float[] gradient, Optional<Parameter> parameter) {
    if (frames < 1 || channels < 1 || value.length != (long) frames * channels) {
      throw new IllegalArgumentException(
          "%d values do not make %d frames of %d channels; both must be at least 1"
              .formatted(value.length, frames, channels));
    }
    this.frames = frames;
    this.channels = channels;
    this.value = value;
    this.gradient = gradient;
    this.parameter = parameter;
  }

  /** Numbers from outside, not copied: who changes the array changes the signal. */
  public static Signal given(float[] value, int channels) {
    return new Signal(value.length / channels, channels, value, new float[0], Optional.empty());
  }

  /** Numbers that gradient descent sets; both arrays are the parameter's. */
  public static Signal learned(Parameter parameter, int channels) {
    return new Signal(
        parameter.size() / channels,
        channels,
        parameter.value(),
        parameter.gradient(),
        Optional.of(parameter));
  }

  /** Numbers that a processor computes, zero at first. */
  public static Signal computed(int frames, int channels) {
    int size = Math.multiplyExact(frames, channels);
    return new Signal(frames, channels, new float[size], new float[size], Optional.empty());
  }

  /** Number of frames T. */
  public int frames() {
    return frames;
  }

  /** Number of channels C. */
  public int channels() {
    return channels;
  }

  /** The values, not a copy. */
  public float[] value() {
    return value;
  }

  /** The gradient of the loss with respect to the values, not a copy; empty for given signals. */
  public float[] gradient() {
    return gradient;
  }

  /** Whether an adjoint has to add to the gradient. */
  public boolean takesGradient() {
    return gradient.length > 0;
  }

  /** What is learned, if this signal is. */
  public Optional<Parameter> parameter() {
    return parameter;
  }

  /** Sets the gradient to zero. */
  public void clearGradient() {
    Arrays.fill(gradient, 0);
  }

  /** This signal, if it has that many frames and channels; {@code what} names it in the message. */
  public Signal require(String what, int frames, int channels) {
    if (this.frames != frames || this.channels != channels) {
      throw new IllegalArgumentException(
          "%s has %d frames of %d channels; it must have %d of %d"
              .formatted(what, this.frames, this.channels, frames, channels));
    }
    return this;
  }
}

package org.unroom.core.synth;

import java.util.Arrays;
import org.unroom.core.diff.Convolution;
import org.unroom.core.diff.Signal;

/** The second phase of all reverbs: {@code y = x + x * h} with h[0] taken as 0. */
final class RoomConvolution {
  private final Convolution convolution;
  private final float[] response;
  private final float[] gResponse;
  private final Signal signal;

  RoomConvolution(Signal audio, Signal ir) {
    audio.require("audio", audio.frames(), 1);
    ir.require("ir", ir.frames(), 1);
    this.convolution = new Convolution(audio.frames(), ir.frames());
    this.response = new float[ir.frames()];
    this.gResponse = new float[ir.takesGradient() ? ir.frames() : 0];
    this.signal = Signal.computed(audio.frames(), 1);
  }

  Signal signal() {
    return signal;
  }

  void forward(Signal audio, Signal ir) {
    System.arraycopy(ir.value(), 0, response, 0, response.length);
    response[0] = 1;
    convolution.forward(audio.value(), response, signal.value());
  }

  void adjoint(Signal audio, Signal ir) {
    Arrays.fill(gResponse, 0);
    convolution.adjoint(signal.gradient(), audio.gradient(), gResponse);
    float[] g = ir.gradient();
    for (int k = 1; k < gResponse.length; k++) {
      g[k] += gResponse[k];
    }
  }
}

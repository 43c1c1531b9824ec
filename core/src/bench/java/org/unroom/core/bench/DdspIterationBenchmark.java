package org.unroom.core.bench;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.unroom.core.diff.Convolution;
import org.unroom.core.loss.SpectralLoss;
import org.unroom.core.loss.SpectralLossSettings;
import org.unroom.core.parallel.Workers;
import org.unroom.core.synth.HarmonicBank;
import org.unroom.core.synth.Upsampling;

/**
 * What one iteration of a DDSP fit costs on one thread: forward and backward of a bank of 100
 * harmonics with controls at 250 Hz, a room of 1.5 s by FFT, and the spectral loss of six frame
 * lengths, on 10 s at 16 kHz; each part alone and all three together.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class DdspIterationBenchmark {
  private static final int RATE = 16_000;
  private static final int SAMPLES = 10 * RATE;
  private static final int HOP = 64;
  private static final int FRAMES = Upsampling.frames(SAMPLES, HOP);
  private static final int HARMONICS = 100;
  private static final int TAPS = 24_000;

  private Workers workers;
  private HarmonicBank bank;
  private Convolution room;
  private SpectralLoss loss;
  private final float[] f0Hz = new float[FRAMES];
  private final float[] amplitudes = new float[FRAMES * HARMONICS];
  private final float[] ir = new float[TAPS];
  private final float[] dry = new float[SAMPLES];
  private final float[] wet = new float[SAMPLES];
  private final float[] gWet = new float[SAMPLES];
  private final float[] gDry = new float[SAMPLES];
  private final float[] gIr = new float[TAPS];
  private final float[] gAmplitudes = new float[FRAMES * HARMONICS];
  private final float[] gF0Hz = new float[FRAMES];

  /** A low tone of which all 100 partials sound, and noise for the rest. */
  @Setup
  public void fill() {
    Random random = new Random(1);
    for (int t = 0; t < FRAMES; t++) {
      f0Hz[t] = (float) (75 + 3 * Math.sin(t * 0.05));
    }
    for (int i = 0; i < amplitudes.length; i++) {
      amplitudes[i] = random.nextFloat() / HARMONICS;
    }
    for (int k = 0; k < TAPS; k++) {
      ir[k] = (float) (0.02 * random.nextGaussian() * Math.exp(-4.6 * k / TAPS));
    }
    ir[0] = 1;
    float[] target = new float[SAMPLES];
    for (int n = 0; n < SAMPLES; n++) {
      target[n] = (float) (0.1 * random.nextGaussian());
    }
    workers = new Workers(1);
    bank = new HarmonicBank(RATE, SAMPLES, HOP, FRAMES, HARMONICS, Upsampling.LINEAR);
    room = new Convolution(SAMPLES, TAPS);
    loss = new SpectralLoss(SpectralLossSettings.standard(), RATE, target);
    iteration();
  }

  /** Ends the thread. */
  @TearDown
  public void close() {
    workers.close();
  }

  /** Bank, forward and backward, the gradient with respect to f0 too. */
  @Benchmark
  public void harmonics() {
    bank.setPitch(f0Hz);
    bank.forward(f0Hz, amplitudes, dry);
    Arrays.fill(gAmplitudes, 0);
    Arrays.fill(gF0Hz, 0);
    bank.adjoint(gDry, f0Hz, amplitudes, gAmplitudes, gF0Hz);
  }

  /** Room, forward and backward, both gradients. */
  @Benchmark
  public void reverb() {
    room.forward(dry, ir, wet);
    Arrays.fill(gDry, 0);
    Arrays.fill(gIr, 0);
    room.adjoint(gWet, gDry, gIr);
  }

  /** Gradient of the loss. */
  @Benchmark
  public void spectralLoss() {
    Arrays.fill(gWet, 0);
    loss.addGradient(wet, 1, gWet, workers);
  }

  /** The loss itself, which a fit asks for now and then only. */
  @Benchmark
  public double spectralLossValue() {
    return loss.value(wet, workers);
  }

  /** All of it, in the order of a fit. */
  @Benchmark
  public void iteration() {
    bank.setPitch(f0Hz);
    bank.forward(f0Hz, amplitudes, dry);
    room.forward(dry, ir, wet);
    Arrays.fill(gWet, 0);
    loss.addGradient(wet, 1, gWet, workers);
    Arrays.fill(gDry, 0);
    Arrays.fill(gIr, 0);
    room.adjoint(gWet, gDry, gIr);
    Arrays.fill(gAmplitudes, 0);
    Arrays.fill(gF0Hz, 0);
    bank.adjoint(gDry, f0Hz, amplitudes, gAmplitudes, gF0Hz);
  }
}

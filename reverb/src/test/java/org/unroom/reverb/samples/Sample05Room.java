package org.unroom.reverb.samples;

import java.util.List;
import org.unroom.core.diff.Signal;
import org.unroom.core.synth.BandDecayReverb;
import org.unroom.core.synth.BandNoise;
import org.unroom.core.synth.ProcessorGroup;
import org.unroom.reverb.acoustics.Bands;
import org.unroom.reverb.acoustics.RoomAcoustics;

/** A room of a few numbers: what rings behind an impulse, as long in every octave as it is told. */
public final class Sample05Room {
  static final int RATE = 16_000;
  private static final List<Double> OCTAVES_HZ =
      List.of(125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0);

  private Sample05Room() {}

  /** The response of a room to an impulse. */
  static float[] response(double t60Seconds, double level) {
    float[] impulse = new float[(int) (1.5 * t60Seconds * RATE)];
    impulse[0] = 1;
    ProcessorGroup room =
        ProcessorGroup.builder()
            .add(
                "room",
                new BandDecayReverb(
                    new BandNoise(OCTAVES_HZ, RATE, impulse.length, 1),
                    Signal.given(impulse, 1),
                    all((float) t60Seconds),
                    all((float) level),
                    Signal.given(new float[1], 1)))
            .build();
    return room.forward().value().clone();
  }

  private static Signal all(float value) {
    float[] values = new float[OCTAVES_HZ.size()];
    for (int b = 0; b < values.length; b++) {
      values[b] = value;
    }
    return Signal.given(values, values.length);
  }

  /** Measures what was built, as {@code unroom analyze --ir} does. */
  public static void main(String[] args) {
    RoomAcoustics measured = RoomAcoustics.of(response(0.6, 0.02), RATE, Bands.OCTAVE);
    System.out.println("built with a T60 of 0.6 s, measured " + measured.whole().t60Seconds());
  }
}

package org.unroom.reverb.swap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.dsp.PartitionedConvolution;

/**
 * Puts sounds into another room,
 *
 * <pre>
 *   y[n] = (1 - wet) x[n] + wet sum over k of h[k] x[n - k],   h[0] = direct sound = 1
 * </pre>
 *
 * sample-aligned, block by block. The direct sound's own sample is multiplied and added as it is,
 * only the rest goes through transforms: through a unit impulse the sound comes back bit by bit.
 */
public final class RoomConvolution {
  private static final int BLOCK = 8192;

  private final OtherRoom room;
  private final SwapSettings settings;

  /** Into this room. */
  public RoomConvolution(OtherRoom room, SwapSettings settings) {
    this.room = room;
    this.settings = settings;
  }

  /** Samples of the result for a sound of {@code length} samples. */
  public long resultLength(long length) {
    return length + (settings.tail() == Tail.KEEP ? room.tailSamples() : 0);
  }

  /** Convolves a sound with as many channels as the room was made ready for. */
  public void process(AudioSource sound, AudioSink out) throws IOException {
    if (sound.channelCount() != room.inputs()) {
      throw new IllegalArgumentException(
          "channels=%d must be %d; make the room ready for them"
              .formatted(sound.channelCount(), room.inputs()));
    }
    List<Run> runs = new ArrayList<>();
    room.paths().forEach(path -> runs.add(new Run(path)));
    long length = resultLength(sound.length());
    int lead = room.lead();
    float[][] x = new float[room.inputs()][lead + BLOCK];
    float[][] y = new float[room.outputs()][BLOCK];
    for (long at = 0; at < length + lead; at += BLOCK) {
      next(sound, at, x);
      for (float[] channel : y) {
        Arrays.fill(channel, 0);
      }
      for (Run run : runs) {
        run.add(x, y);
      }
      addDry(x, y);
      int from = (int) Math.max(0, lead - at);
      int count = (int) Math.min(BLOCK, length + lead - at) - from;
      if (count > 0) {
        out.write(y, from, count);
      }
    }
  }

  /** x[c] = the last {@code lead} samples of the block before, and the next block. */
  private void next(AudioSource sound, long at, float[][] x) throws IOException {
    int lead = room.lead();
    int count = (int) Math.max(0, Math.min(BLOCK, sound.length() - at));
    for (float[] channel : x) {
      System.arraycopy(channel, BLOCK, channel, 0, lead);
      Arrays.fill(channel, lead + count, channel.length, 0);
    }
    if (count > 0) {
      sound.read(at, x, lead, count);
    }
  }

  private void addDry(float[][] x, float[][] y) {
    float wet = (float) settings.wet();
    if (wet == 1) {
      return;
    }
    for (int c = 0; c < y.length; c++) {
      float[] own = x[Math.min(c, x.length - 1)];
      for (int n = 0; n < BLOCK; n++) {
        y[c][n] = (1 - wet) * own[n] + wet * y[c][n];
      }
    }
  }

  /** One path on its way. */
  private final class Run {
    private final OtherRoom.Path path;
    private final float direct;
    private final PartitionedConvolution rest;
    private final float[] block = new float[BLOCK];

    Run(OtherRoom.Path path) {
      this.path = path;
      float[] kernel = path.kernel().clone();
      int lead = room.lead();
      this.direct = lead < kernel.length ? kernel[lead] : 0;
      if (lead < kernel.length) {
        kernel[lead] = 0;
      }
      this.rest = new PartitionedConvolution(kernel, BLOCK);
    }

    void add(float[][] x, float[][] y) {
      float[] in = x[path.in()];
      System.arraycopy(in, room.lead(), block, 0, BLOCK);
      float[] out = y[path.out()];
      rest.addNext(block, out);
      for (int n = 0; n < BLOCK; n++) {
        out[n] += direct * in[n];
      }
    }
  }
}

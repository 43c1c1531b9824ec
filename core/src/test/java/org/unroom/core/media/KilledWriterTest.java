package org.unroom.core.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.core.audio.AudioSource;

/**
 * A process that is killed (SIGKILL) at a random moment of reading, working and writing leaves
 * nothing under the final name, or the whole file; the next run gives the same bytes. {@code
 * -Dunroom.kills=50} makes it the long run.
 */
class KilledWriterTest {
  private static final int KILLS = Integer.getInteger("unroom.kills", 6);

  @TempDir Path folder;

  /** Reads a file onto the disk, halves it, dithers it and writes it under another name. */
  public static void main(String[] args) throws IOException {
    Path input = Path.of(args[0]);
    try (MediaReader reader = MediaReader.open(input);
        ScratchSpace scratch = new ScratchSpace(input.getParent(), 1 << 20)) {
      AudioSource whole = scratch.decode(reader, Long.MAX_VALUE);
      AudioSource half = new Quantizer(SampleFormat.S16, 1).quantize(whole, 0.5);
      OutputFormat format = new OutputFormat(Container.WAV, SampleFormat.S16, 48_000, 1, "mono");
      try (AudioDelivery delivery =
          new AudioDelivery(half, reader.metadata(), format, Path.of(args[1]), true)) {
        delivery.commit();
      }
    }
  }

  private static Process start(Path input, Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KilledWriterTest.class.getName(),
            input.toString(),
            output.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void noMomentLeavesAPartialFile() throws Exception {
    Path input = TestRecordings.noiseWav(folder.resolve("in.wav"), 4_000_000, 48_000, 1);
    Path whole = folder.resolve("whole.wav");
    long begun = System.nanoTime();
    assertThat(start(input, whole).waitFor()).isZero();
    long nanos = System.nanoTime() - begun;
    SplittableRandom random = new SplittableRandom(9);
    int killed = 0;
    for (int i = 0; i < KILLS; i++) {
      Path output = folder.resolve("out" + i + ".wav");
      Process process = start(input, output);
      if (!process.waitFor((long) (nanos * random.nextDouble()), TimeUnit.NANOSECONDS)) {
        process.destroyForcibly();
        killed++;
      }
      process.waitFor();
      if (Files.exists(output)) {
        assertThat(Files.mismatch(output, whole)).as("killed run %d", i).isEqualTo(-1);
      }
      Files.deleteIfExists(output);
    }
    assertThat(killed).isPositive();
    Path again = folder.resolve("again.wav");
    assertThat(start(input, again).waitFor()).isZero();
    assertThat(Files.mismatch(again, whole)).isEqualTo(-1);
  }
}

package org.unroom.core.testkit.damage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user has today, run on the same samples for comparison: FFmpeg's and SoX's filters as
 * programs, with raw 32-bit floats in and out. For measurements by hand only; no test of the build
 * needs the programs.
 */
public final class Rival {
  private Rival() {}

  /** FFmpeg's audio filters, such as {@code adeclick}, on one channel. */
  public static float[] ffmpeg(String filters, float[] x, int sampleRateHz) throws IOException {
    String rate = Integer.toString(sampleRateHz);
    return run(
        x,
        (in, out) ->
            List.of(
                List.of(
                    "ffmpeg", "-y", "-v", "error", "-f", "f32le", "-ar", rate, "-ac", "1", "-i", in,
                    "-af", filters, "-f", "f32le", "-ar", rate, "-ac", "1", out)));
  }

  /** SoX's {@code noisered} with the profile of {@code x[from..to)}. */
  public static float[] noisered(float[] x, int from, int to, double amount, int sampleRateHz)
      throws IOException {
    List<String> raw =
        List.of(
            "-t",
            "raw",
            "-e",
            "float",
            "-b",
            "32",
            "-c",
            "1",
            "-r",
            Integer.toString(sampleRateHz));
    return run(
        x,
        (in, out) -> {
          String profile = out + ".profile";
          List<String> learn = new ArrayList<>(List.of("sox", "-V1"));
          learn.addAll(raw);
          learn.addAll(
              List.of(in, "-n", "trim", from + "s", (to - from) + "s", "noiseprof", profile));
          List<String> reduce = new ArrayList<>(List.of("sox", "-V1"));
          reduce.addAll(raw);
          reduce.add(in);
          reduce.addAll(raw);
          reduce.addAll(List.of(out, "noisered", profile, Double.toString(amount)));
          return List.of(learn, reduce);
        });
  }

  private interface Commands {
    List<List<String>> of(String in, String out);
  }

  private static float[] run(float[] x, Commands commands) throws IOException {
    Path folder = Files.createTempDirectory("unroom-rival");
    Path in = folder.resolve("in.raw");
    Path out = folder.resolve("out.raw");
    try {
      ByteBuffer bytes = ByteBuffer.allocate(4 * x.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(x);
      Files.write(in, bytes.array());
      for (List<String> command : commands.of(in.toString(), out.toString())) {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
          throw new IOException(command + ": " + said);
        }
      }
      float[] y = new float[x.length];
      ByteBuffer made = ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.LITTLE_ENDIAN);
      int count = Math.min(x.length, made.remaining() / 4);
      made.asFloatBuffer().get(y, 0, count);
      return y;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      for (String name : List.of("in.raw", "out.raw", "out.raw.profile")) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.delete(folder);
    }
  }
}

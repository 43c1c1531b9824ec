package org.unroom.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.core.audio.Audio;

/**
 * Seeded mutants of real files of every kind through the whole reader: each is read to its end or
 * refused in one line; none ends the JVM, hangs, or gives a sample that is no finite number. {@code
 * -Dunroom.mutants=10000} makes it the long run.
 */
class MutantsTest {
  private static final int MUTANTS = Integer.getInteger("unroom.mutants", 300);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** A mutant may claim any rate; samples are decoded up to this many. */
  private static final long ENOUGH = 1 << 21;

  @TempDir Path folder;

  private Map<String, byte[]> originals() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Audio audio = TestRecordings.noise(1, 12_000, 48_000, SampleFormat.S16, 1);
    for (Container container : Container.values()) {
      if (TestRecordings.PLAIN.contains(container)) {
        Path file =
            TestRecordings.write(
                folder.resolve(container.name()), audio, container, SampleFormat.S16);
        files.put(container.name(), Files.readAllBytes(file));
      }
    }
    for (String made :
        new String[] {"mp4 aac", "mp3 libmp3lame", "ogg libopus", "matroska libopus"}) {
      String[] muxerAndCodec = made.split(" ", -1);
      Path file = folder.resolve(muxerAndCodec[0]);
      TestEncoder.encode(file, audio, muxerAndCodec[0], muxerAndCodec[1]);
      files.put(made, Files.readAllBytes(file));
    }
    return files;
  }

  /** Bytes changed, most of them in the header; cut off; a stretch put in twice or taken out. */
  private static byte[] mutant(byte[] original, SplittableRandom random) {
    byte[] bytes = original.clone();
    int changes = 1 << random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      int reach = random.nextBoolean() ? Math.min(200, bytes.length) : bytes.length;
      byte[] interesting = {0, -1, 127, -128, 1, (byte) random.nextInt(256)};
      bytes[random.nextInt(reach)] = interesting[random.nextInt(interesting.length)];
    }
    int from = random.nextInt(bytes.length);
    int to = from + random.nextInt(bytes.length - from);
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(bytes, from);
      case 1 -> joined(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, from, bytes.length));
      case 2 -> joined(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length));
      default -> bytes;
    };
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  @Test
  void everyMutantIsReadOrRefusedInOneLine() throws IOException {
    Map<String, byte[]> originals = originals();
    String[] names = originals.keySet().toArray(String[]::new);
    SplittableRandom random = new SplittableRandom(20_261_124);
    Map<Boolean, Integer> outcomes = new LinkedHashMap<>();
    for (int i = 0; i < MUTANTS; i++) {
      String name = names[i % names.length];
      byte[] bytes = mutant(originals.get(name), random);
      Path file = Files.write(folder.resolve("mutant"), bytes);
      boolean read =
          assertTimeoutPreemptively(LIMIT, () -> read(file), "mutant %d of %s".formatted(i, name));
      outcomes.merge(read, 1, Integer::sum);
    }
    // neither all refused nor all read, or the mutants would test nothing
    assertThat(outcomes).as(outcomes.toString()).containsKeys(true, false);
  }

  private static boolean read(Path file) throws IOException {
    try (MediaReader reader = MediaReader.open(file, InputPolicy.ANYTHING)) {
      long samples =
          reader.copyTo(
              (block, from, count) -> {
                for (float[] channel : block) {
                  for (int n = from; n < from + count; n++) {
                    assertThat(Float.isFinite(channel[n])).isTrue();
                  }
                }
              },
              ENOUGH);
      assertThat(reader.report().samples()).isEqualTo(samples);
      assertThat(reader.metadata()).isNotNull();
      return true;
    } catch (MediaException e) {
      assertThat(e.getMessage().lines().collect(Collectors.toList())).hasSize(1);
      return false;
    }
  }

  /** Native memory is given back on every path: 2,000 opens and failures leave it where it was. */
  @Test
  void opensAndFailuresLeaveResidentMemoryFlat() throws IOException {
    Path good = TestRecordings.noiseWav(folder.resolve("good.wav"), 20_000, 48_000, 1);
    byte[] bytes = Files.readAllBytes(good);
    Path cut = Files.write(folder.resolve("cut.wav"), Arrays.copyOf(bytes, 30));
    Audio audio = TestRecordings.noise(1, 20_000, 48_000, SampleFormat.S16, 2);
    Path aac = TestEncoder.encode(folder.resolve("a.mp4"), audio, "mp4", "aac");
    byte[] damaged = Files.readAllBytes(aac);
    Arrays.fill(damaged, damaged.length - 400, damaged.length, (byte) 0x55);
    Path broken = Files.write(folder.resolve("b.mp4"), damaged);
    Path[] files = {good, cut, aac, broken};
    openAll(files, 400);
    long before = residentKilobytes();
    openAll(files, 2_000);
    long grown = residentKilobytes() - before;
    // one leaked decoder or demuxer is 50 kB and more: 2,000 would be 100 MB
    assertThat(grown).isLessThan(40_000);
  }

  private static void openAll(Path[] files, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      try (MediaReader reader = MediaReader.open(files[i % files.length])) {
        long samples = reader.skip(Long.MAX_VALUE);
        // the intact ones stand at even places
        assertThat(samples).isLessThanOrEqualTo(20_000);
        assertThat(i % 2 == 1 || samples == 20_000).as("%s", files[i % files.length]).isTrue();
      } catch (MediaException e) {
        assertThat(e.problem()).startsWith("damaged");
      }
    }
  }

  private static long residentKilobytes() throws IOException {
    System.gc();
    Path status = Path.of("/proc/self/status");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isReadable(status));
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}

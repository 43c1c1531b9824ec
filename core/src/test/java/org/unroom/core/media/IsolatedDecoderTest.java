package org.unroom.core.media;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.audio.Audio;

/** Decoders apart: the same samples; and what crashes, hangs or swells costs one file. */
class IsolatedDecoderTest {
  private static final DecoderLimits TIGHT =
      new DecoderLimits(700L << 20, Duration.ofSeconds(20), Duration.ofMinutes(5), 1 << 20);

  /** For children that are known to hang. */
  private static final DecoderLimits IMPATIENT =
      new DecoderLimits(700L << 20, Duration.ofSeconds(3), Duration.ofMinutes(10), 1 << 20);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"0, 0", "0.1, 1.7", "2.2, 0.001", "100, 1"})
  void givesWhatADecoderHereGives(double start, double duration) throws IOException {
    Path file = folder.resolve("ä b\n-c.wav");
    Audio audio = TestRecordings.noise(2, 100_000, 44_100, SampleFormat.S24, 1);
    TestRecordings.write(file, audio, Container.WAV, SampleFormat.S24);
    byte[] whole = Files.readAllBytes(file);
    byte[] chunk = "iXML\4\0\0\0<a/>".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    Files.write(file, ByteBuffer.allocate(whole.length + 12).put(whole).put(chunk).array());
    OptionalDouble length = duration == 0 ? OptionalDouble.empty() : OptionalDouble.of(duration);
    DecodeRequest request = new DecodeRequest(file, OptionalInt.of(1), start, length);
    try (ScratchSpace scratch = new ScratchSpace(folder)) {
      Decoded here = SoundDecoder.HERE.decode(request, scratch);
      Decoded apart = new IsolatedDecoder(DecoderLimits.USUAL).decode(request, scratch);
      assertThat(apart.format()).isEqualTo(here.format());
      assertThat(apart.report()).isEqualTo(here.report());
      assertThat(apart.skipped()).isEqualTo(here.skipped());
      assertThat(apart.metadata().tags()).isEqualTo(here.metadata().tags());
      assertThat(apart.metadata().origin()).isEqualTo(here.metadata().origin());
      assertThat(apart.metadata().chunks()).hasSize(1);
      assertThat(apart.metadata().chunks().get(0).content())
          .isEqualTo(here.metadata().chunks().get(0).content());
      assertThat(apart.audio().all().channel(1)).isEqualTo(here.audio().all().channel(1));
    }
  }

  @Test
  void refusalsAreTheSame() throws IOException {
    Path odd = TestRecordings.noiseWav(folder.resolve("odd.wav"), 100, 7999, 1);
    Path text = Files.writeString(folder.resolve("text.wav"), "text");
    for (Path file : List.of(odd, text, folder.resolve("none.wav"))) {
      List<String> told = new ArrayList<>();
      for (SoundDecoder decoder :
          List.of(SoundDecoder.HERE, new IsolatedDecoder(DecoderLimits.USUAL))) {
        try (ScratchSpace scratch = new ScratchSpace(folder)) {
          decoder.decode(DecodeRequest.whole(file), scratch);
        } catch (MediaException e) {
          told.add(e.getMessage());
        }
      }
      assertThat(told).hasSize(2);
      assertThat(told.get(0)).isEqualTo(told.get(1));
    }
  }

  /** A child that behaves as badly as the name of its file says. */
  static final class Misbehaving {
    private Misbehaving() {}

    /** As {@link DecoderProcess#main}. */
    @SuppressWarnings("ClosingStandardOutputStreams")
    public static void main(String[] words) throws Exception {
      String name = DecoderProcess.request(words).file().getFileName().toString();
      DataOutputStream out = new DataOutputStream(System.out);
      if (name.startsWith("half")) {
        Path whole = DecoderProcess.request(words).file();
        java.io.ByteArrayOutputStream answer = new java.io.ByteArrayOutputStream();
        DecoderProcess.answer(DecodeRequest.whole(whole), new DataOutputStream(answer));
        out.write(answer.toByteArray(), 0, answer.size() / 2);
        out.flush();
        Runtime.getRuntime().halt(3);
      } else if (name.startsWith("crash")) {
        String crash = "kill -SEGV " + ProcessHandle.current().pid();
        new ProcessBuilder("sh", "-c", crash).start().waitFor();
        new CountDownLatch(1).await();
      } else if (name.startsWith("hang")) {
        while (System.nanoTime() != 0) {
          Thread.onSpinWait();
        }
      } else if (name.startsWith("swell")) {
        for (int i = 0; i < 30; i++) {
          long bytes = 64L << 20;
          Pointer.memset(avutil.av_malloc(bytes), 1, bytes);
        }
        new CountDownLatch(1).await();
      } else if (name.startsWith("wait")) {
        new CountDownLatch(1).await();
      } else if (name.startsWith("lie")) {
        out.writeByte(DecodeWire.FORMAT);
        out.writeInt(Integer.MAX_VALUE);
        out.flush();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "crash, its decoder crashed (exit code 1)",
    "half, its decoder crashed (exit code 3)",
    "hang, its decoder worked for 3 s without a sample and was stopped",
    "swell, its decoder took more than 0.7 GB of memory and was stopped",
    "lie, its decoder gave an answer that makes no sense"
  })
  void whatMisbehavesCostsOneFileAndALine(String how, String line) throws IOException {
    Path file = TestRecordings.noiseWav(folder.resolve(how + ".wav"), 100_000, 16_000, 1);
    DecoderLimits limits = how.equals("hang") ? IMPATIENT : TIGHT;
    IsolatedDecoder decoder = new IsolatedDecoder(limits, Misbehaving.class.getName());
    try (ScratchSpace scratch = new ScratchSpace(folder)) {
      assertThatThrownBy(() -> decoder.decode(DecodeRequest.whole(file), scratch))
          .isInstanceOf(MediaException.class)
          .hasMessageEndingWith(how + ".wav: " + line);
    }
  }

  /** A child that waits for something that never comes takes no time of the processor. */
  @Test
  void theClockCountsInTheEnd() throws IOException {
    Path file = TestRecordings.noiseWav(folder.resolve("wait.wav"), 100, 16_000, 1);
    DecoderLimits limits =
        new DecoderLimits(1L << 30, Duration.ofMinutes(1), Duration.ofSeconds(2), 1 << 20);
    IsolatedDecoder decoder = new IsolatedDecoder(limits, Misbehaving.class.getName());
    try (ScratchSpace scratch = new ScratchSpace(folder)) {
      assertThatThrownBy(() -> decoder.decode(DecodeRequest.whole(file), scratch))
          .isInstanceOf(MediaException.class)
          .hasMessageEndingWith("wait.wav: its decoder gave nothing for 2 s and was stopped");
    }
  }

  /** A child that does well until it is asked again, and then as the name of the file says. */
  static final class Tiring {
    private Tiring() {}

    /** As {@link DecoderProcess#main}. */
    @SuppressWarnings("ClosingStandardOutputStreams")
    public static void main(String[] words) throws IOException {
      DataOutputStream out = new DataOutputStream(System.out);
      DecoderProcess.answer(DecoderProcess.request(words), out);
      out.flush();
      if (System.in.read() >= 0) {
        out.writeByte(DecodeWire.FORMAT);
        out.flush();
        Runtime.getRuntime().halt(7);
      }
    }
  }

  @Test
  void whatAKeptDecoderGetsWrongANewOneGetsRight() throws IOException {
    Path file = TestRecordings.noiseWav(folder.resolve("a.wav"), 10_000, 16_000, 1);
    IsolatedDecoder decoder = new IsolatedDecoder(TIGHT, Tiring.class.getName());
    try (ScratchSpace scratch = new ScratchSpace(folder)) {
      float[] here =
          SoundDecoder.HERE.decode(DecodeRequest.whole(file), scratch).audio().all().channel(0);
      for (int i = 0; i < 3; i++) {
        Decoded apart = decoder.decode(DecodeRequest.whole(file), scratch);
        assertThat(apart.audio().all().channel(0)).isEqualTo(here);
      }
    }
  }

  @Test
  void oneProcessDecodesSeveralRecordings() throws IOException {
    IsolatedDecoder decoder = new IsolatedDecoder(DecoderLimits.USUAL);
    Path text = Files.writeString(folder.resolve("cut.flac"), "fLaC but no more than that");
    try (ScratchSpace scratch = new ScratchSpace(folder)) {
      Set<ProcessHandle> others = children();
      Set<ProcessHandle> used = new HashSet<>();
      for (int i = 1; i <= 4; i++) {
        Path file = TestRecordings.noiseWav(folder.resolve(i + ".wav"), 1000 * i, 16_000, i);
        Decoded apart = decoder.decode(DecodeRequest.whole(file), scratch);
        assertThat(apart.audio().length()).isEqualTo(1000L * i);
        children().stream().filter(child -> !others.contains(child)).forEach(used::add);
      }
      assertThat(used).hasSize(1);
      assertThatThrownBy(() -> decoder.decode(DecodeRequest.whole(text), scratch))
          .isInstanceOf(MediaException.class);
      // what decoded damage is not kept
      assertThat(used).allSatisfy(child -> assertThat(child.onExit()).succeedsWithin(3, SECONDS));
    }
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }

  @Test
  void outputHasALimit() throws IOException {
    Path file = TestRecordings.noiseWav(folder.resolve("long.wav"), 400_000, 16_000, 1);
    try (ScratchSpace scratch = new ScratchSpace(folder)) {
      assertThatThrownBy(
              () -> new IsolatedDecoder(TIGHT).decode(DecodeRequest.whole(file), scratch))
          .isInstanceOf(MediaException.class)
          .hasMessageEndingWith("long.wav: its decoder gave more than 1 MB and was stopped");
    }
  }
}

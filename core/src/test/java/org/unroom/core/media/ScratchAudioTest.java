package org.unroom.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;

class ScratchAudioTest {
  @TempDir Path folder;

  /** Longer than a block and no multiple of one. */
  private static final int LENGTH = 2 * AudioSource.BLOCK + 777;

  /** All on the disk, one block of three channels in memory, all in memory. */
  @ParameterizedTest
  @ValueSource(longs = {0, 400_000, 1 << 30})
  void holdsWhatTheReaderGivesAndReadsItAnywhere(long memoryBytes) throws IOException {
    Audio audio = TestRecordings.noise(3, LENGTH, 44_056, SampleFormat.F32, 1);
    Path file = TestRecordings.write(folder.resolve("a"), audio, Container.WAV, SampleFormat.F32);
    try (MediaReader reader = MediaReader.open(file);
        ScratchSpace space = new ScratchSpace(folder, memoryBytes)) {
      ScratchAudio scratch = space.decode(reader, Long.MAX_VALUE);
      assertThat(scratch.length()).isEqualTo(LENGTH);
      assertThat(scratch.sampleRateHz()).isEqualTo(44_056);
      assertSame(scratch.slice(0, LENGTH), audio);
      assertSame(scratch.slice(LENGTH - 5, LENGTH), audio.slice(LENGTH - 5, LENGTH));
      assertSame(scratch.slice(1000, 1001), audio.slice(1000, 1001));
      assertThatThrownBy(() -> scratch.slice(LENGTH - 1, LENGTH + 1))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining("of a sound of " + LENGTH);
    }
  }

  @Test
  void leavesNothingBehindNotEvenWhileItIsOpen() throws IOException {
    try (ScratchAudio scratch = new ScratchAudio(folder, 1, 8000, 0)) {
      scratch.write(new float[][] {{1, 2, 3}}, 1, 2);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).isEmpty();
      }
      assertThat(scratch.slice(0, 2).channel(0)).containsExactly(2, 3);
    }
  }

  @Test
  void saysWhereThereIsNoRoom() throws IOException {
    try (ScratchAudio nowhere = new ScratchAudio(folder.resolve("none"), 1, 8000, 0)) {
      assertThatThrownBy(() -> nowhere.write(new float[1][1], 0, 1))
          .isInstanceOf(MediaException.class)
          .hasMessageContaining("none: cannot hold a scratch file (no such file or folder)");
    }
    try (ScratchAudio scratch = new ScratchAudio(folder, 64, 8000, 0)) {
      assertThatThrownBy(() -> scratch.requireSpace(1L << 50))
          .isInstanceOf(MediaException.class)
          .hasMessageContaining("MB free, the work needs 288230376151.7 MB there");
    }
  }

  @Test
  void readersGiveAsMuchAsIsAskedFor() throws IOException {
    Path file = TestRecordings.noiseWav(folder.resolve("b.wav"), LENGTH, 16_000, 2);
    try (MediaReader reader = MediaReader.open(file);
        ScratchSpace space = new ScratchSpace(folder)) {
      ScratchAudio part = space.decode(reader, AudioSource.BLOCK + 1L);
      ScratchAudio rest = space.decode(reader, Long.MAX_VALUE);
      assertThat(part.length()).isEqualTo(AudioSource.BLOCK + 1);
      assertThat(rest.length()).isEqualTo(LENGTH - part.length());
    }
  }

  /** From the disk onto the disk, quantized on the way: the same bytes as in memory. */
  @Test
  void blockByBlockDeliveryGivesTheBytesOfOneFromMemory() throws IOException {
    Audio audio = TestRecordings.noise(2, LENGTH, 48_000, SampleFormat.F32, 3);
    Quantizer quantizer = new Quantizer(SampleFormat.S16, 4);
    OutputFormat format = new OutputFormat(Container.WAV, SampleFormat.S16, 48_000, 2, "stereo");
    Path inMemory = folder.resolve("memory.wav");
    Path streamed = folder.resolve("streamed.wav");
    try (ScratchAudio scratch = new ScratchAudio(folder, 2, 48_000, 0)) {
      AudioSource.of(audio).forEachBlock(scratch);
      assertThat(quantizer.gainFor(scratch)).isEqualTo(quantizer.gainFor(audio));
      try (AudioDelivery one =
              new AudioDelivery(quantizer.quantize(audio, 0.9), format, inMemory, false);
          AudioDelivery two =
              new AudioDelivery(quantizer.quantize(scratch, 0.9), format, streamed, false)) {
        one.commit();
        two.commit();
      }
      assertThat(Files.mismatch(inMemory, streamed)).isEqualTo(-1);
      Audio onGrid = quantizer.quantize(audio, 0.9);
      AudioSource source = AudioSource.of(onGrid);
      assertThat(quantizer.quantize(source, 1)).isSameAs(source);
    }
  }

  private static void assertSame(Audio found, Audio expected) {
    assertThat(found.toString()).isEqualTo(expected.toString());
    for (int c = 0; c < expected.channelCount(); c++) {
      assertThat(found.channel(c)).isEqualTo(expected.channel(c));
    }
  }
}

package org.unroom.core.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;

class MetadataTest {
  @TempDir Path folder;

  private static RiffChunk chunk(String id, int length, boolean before) {
    byte[] content = new byte[length];
    new SplittableRandom(id.hashCode()).nextBytes(content);
    return new RiffChunk(id, content, before);
  }

  private static List<RiffChunk> everyKind() {
    return List.of(
        chunk("JUNK", 28, true),
        chunk("bext", 603, true),
        chunk("iXML", 1001, true),
        chunk("cue ", 28, false),
        new RiffChunk("LIST", "adtllabl".getBytes(StandardCharsets.US_ASCII), false),
        chunk("smpl", 36, false),
        chunk("id3 ", 77, false),
        chunk("xYz1", 0, false));
  }

  private static Metadata with(List<RiffChunk> chunks) {
    return new Metadata(Container.WAV, Map.of(), chunks, 0, 0);
  }

  private static Path deliver(
      Path file, Audio audio, Metadata metadata, Container container, SampleFormat format)
      throws IOException {
    OutputFormat output =
        new OutputFormat(container, format, audio.sampleRateHz(), audio.channelCount(), "mono");
    try (AudioDelivery delivery =
        new AudioDelivery(AudioSource.of(audio), metadata, output, file, true)) {
      delivery.commit();
    }
    return file;
  }

  private static Metadata metadata(Path file) throws IOException {
    try (MediaReader reader = MediaReader.open(file)) {
      return reader.metadata();
    }
  }

  private static void assertSame(List<RiffChunk> found, List<RiffChunk> expected) {
    assertThat(found)
        .extracting(RiffChunk::id)
        .isEqualTo(expected.stream().map(RiffChunk::id).toList());
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).content()).as(found.get(i).id()).isEqualTo(expected.get(i).content());
      assertThat(found.get(i).beforeSamples()).isEqualTo(expected.get(i).beforeSamples());
    }
  }

  /** Odd and even sample bytes, blocks moved back that are longer than one move. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 999, 1_500_001})
  void chunksStandByteForByteAroundTheSamples(int length) throws IOException {
    Audio audio = TestRecordings.noise(1, length, 16_000, SampleFormat.U8, 1);
    Path file =
        deliver(folder.resolve("c.wav"), audio, with(everyKind()), Container.WAV, SampleFormat.U8);
    assertSame(metadata(file).chunks(), everyKind());
    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.readAll().channel(0)).isEqualTo(audio.channel(0));
      assertThat(reader.report().damaged()).isFalse();
    }
    byte[] bytes = Files.readAllBytes(file);
    assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4))
        .isEqualTo(bytes.length - 8);
    Path again =
        deliver(folder.resolve("d.wav"), audio, metadata(file), Container.WAV, SampleFormat.U8);
    assertThat(Files.mismatch(file, again)).isEqualTo(-1);
  }

  @Test
  void largeFilesCarryChunksToo() throws IOException {
    Path file = folder.resolve("large.wav");
    Audio audio = TestRecordings.noise(1, 501, 16_000, SampleFormat.S16, 2);
    OutputFormat format = new OutputFormat(Container.WAV, SampleFormat.S16, 16_000, 1, "mono");
    try (MediaWriter writer = new MediaWriter(file, format, 1L << 32, with(everyKind()))) {
      writer.write(new float[][] {audio.channel(0)}, 0, 501);
      writer.finish();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.array()).startsWith('R', 'F', '6', '4');
    assertThat(bytes.getLong(20)).isEqualTo(bytes.capacity() - 8);
    assertSame(metadata(file).chunks(), everyKind());
    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.readAll().channel(0)).isEqualTo(audio.channel(0));
    }
  }

  @Test
  void whatDescribesTheSamplesIsLeftOutAndSaid() {
    List<RiffChunk> chunks = new ArrayList<>(everyKind());
    chunks.add(chunk("PEAK", 16, true));
    Metadata metadata = with(chunks);
    assertSame(metadata.chunksFor(Container.WAV), everyKind());
    assertThat(metadata.lossesIn(Muxer.WAV))
        .containsExactly("its chunks PEAK are not carried over");
    assertThat(metadata.lossesIn(Muxer.FLAC).get(0)).contains("bext, iXML, cue , LIST");
    assertThat(metadata.withoutPlaces().chunks())
        .extracting(RiffChunk::id)
        .containsExactly("JUNK", "iXML", "id3 ", "xYz1", "PEAK");
    assertThat(new Metadata(Container.MOV, Map.of(), List.of(), 3, 1).lossesIn(Muxer.WAV))
        .containsExactly(
            "its 3 chapters are not carried over", "its pictures are not carried over");
  }

  @ParameterizedTest
  @EnumSource(
      value = Container.class,
      names = {"WAV", "FLAC", "AIFF", "CAF"})
  void tagsAreCarriedBetweenKindsOfFile(Container container) throws IOException {
    Audio audio = TestRecordings.noise(1, 5000, 44_100, SampleFormat.S16, 3);
    Metadata tagged =
        new Metadata(Container.MP3, Map.of("title", "Gespräch im Flur"), List.of(), 0, 0);
    Path file = deliver(folder.resolve("t"), audio, tagged, container, SampleFormat.S16);
    assertThat(metadata(file).tags()).containsEntry("title", "Gespräch im Flur");
    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.readAll().channel(0)).isEqualTo(audio.channel(0));
    }
  }

  @Test
  void tagsThatAKindOfFileDoesNotHoldAreSaid() throws IOException {
    Audio audio = TestRecordings.noise(1, 100, 44_100, SampleFormat.S16, 3);
    Metadata tagged = new Metadata(Container.MP3, Map.of("title", "x"), List.of(), 0, 0);
    OutputFormat format = new OutputFormat(Container.W64, SampleFormat.S16, 44_100, 1, "mono");
    try (AudioDelivery delivery =
        new AudioDelivery(AudioSource.of(audio), tagged, format, folder.resolve("t.w64"), false)) {
      assertThat(delivery.notes()).containsExactly("its tags title are not carried over");
    }
  }

  /** Chunk lists cut off or changed anywhere end in a list, not in an error or a large array. */
  @Test
  void damagedChunksAreReadAsFarAsTheyGo() throws IOException {
    Audio audio = TestRecordings.noise(1, 100, 16_000, SampleFormat.S16, 4);
    Path file =
        deliver(folder.resolve("e.wav"), audio, with(everyKind()), Container.WAV, SampleFormat.S16);
    byte[] bytes = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 500; i++) {
      byte[] mutant = Arrays.copyOf(bytes, 12 + random.nextInt(bytes.length - 12));
      for (int k = 0; k < 4; k++) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      }
      Path damaged = Files.write(folder.resolve("m.wav"), mutant);
      long carried = 0;
      for (RiffChunk chunk : RiffChunk.read(damaged, 1 << 20)) {
        carried += chunk.content().length;
      }
      assertThat(carried).isLessThan(mutant.length);
    }
    assertThat(RiffChunk.read(file, 100)).extracting(RiffChunk::id).doesNotContain("bext", "iXML");
  }
}

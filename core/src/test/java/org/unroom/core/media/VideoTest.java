package org.unroom.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;

/** A video comes back as a video: its pictures and other sound packet by packet as they were. */
class VideoTest {
  @TempDir Path folder;

  private static Audio noise(int rate, long seed) {
    return TestRecordings.noise(1, 3 * rate + 77, rate, SampleFormat.S16, seed);
  }

  /** What a file holds, stream by stream: its codec, and each packet's bytes and time. */
  private record Stream(String codec, String language, int disposition, List<String> packets) {}

  private static List<Stream> streams(Path file, Container container) throws MediaException {
    List<Stream> streams = new ArrayList<>();
    try (LibavDemuxer demuxer = new LibavDemuxer(file, container)) {
      for (int i = 0; i < demuxer.context().nb_streams(); i++) {
        AVStream stream = demuxer.context().streams(i);
        streams.add(
            new Stream(
                avcodec_get_name(stream.codecpar().codec_id()).getString(),
                language(stream),
                stream.disposition(),
                new ArrayList<>()));
      }
      AVPacket packet = av_packet_alloc();
      while (av_read_frame(demuxer.context(), packet) >= 0) {
        AVStream stream = demuxer.context().streams(packet.stream_index());
        byte[] bytes = new byte[packet.size()];
        packet.data().capacity(bytes.length).get(bytes);
        double seconds =
            packet.pts() * (double) stream.time_base().num() / stream.time_base().den();
        streams
            .get(packet.stream_index())
            .packets()
            .add("%.3f %d".formatted(seconds, java.util.Arrays.hashCode(bytes)));
        av_packet_unref(packet);
      }
      av_packet_free(packet);
    }
    return streams;
  }

  private static String language(AVStream stream) {
    var entry =
        org.bytedeco.ffmpeg.global.avutil.av_dict_get(stream.metadata(), "language", null, 0);
    return entry == null ? "" : entry.value().getString();
  }

  /** Halves the sound of a file and writes it beside what the file holds. */
  private static List<String> halve(Path from, Path to, OptionalInt audioStream)
      throws IOException {
    try (MediaReader reader = MediaReader.open(from, InputPolicy.STANDARD, audioStream);
        ScratchSpace scratch = new ScratchSpace(from.getParent())) {
      AudioSource sound = scratch.decode(reader, Long.MAX_VALUE);
      MediaFormat read = reader.format();
      OutputFormat format =
          OutputFormat.forFile(
              to,
              read.lossy(),
              read.sampleFormat(),
              read.sampleRateHz(),
              read.channels(),
              read.layout());
      AudioSource half = new Quantizer(format.grid(), 1).quantize(sound, 0.5);
      try (AudioDelivery delivery = new AudioDelivery(half, reader.metadata(), format, to, false)) {
        delivery.commit();
        return delivery.notes();
      }
    }
  }

  private static Audio read(Path file, OptionalInt stream) throws IOException {
    try (MediaReader reader = MediaReader.open(file, InputPolicy.STANDARD, stream)) {
      return reader.readAll();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mp4, mpeg4, aac, 48000, mp4, aac",
    "mov, mpeg4, aac, 44100, mov, aac",
    "matroska, mpeg4, aac, 48000, mkv, flac",
    "webm, libvpx, libopus, 48000, webm, opus",
    "avi, mpeg4, libmp3lame, 44100, mkv, flac",
    "mpegts, mpeg2video, mp2, 48000, mkv, flac"
  })
  void picturesAreCopiedAndSoundStaysInItsPlace(
      String muxer, String video, String codec, int rate, String extension, String becomes)
      throws IOException {
    Audio audio = noise(rate, 1);
    Audio other = noise(rate, 2);
    String sound = codec.equals("mp2") ? "aac" : codec;
    Path input =
        new TestVideo(muxer)
            .picture(video, 3)
            .sound(sound, audio, "deu")
            .sound(sound, other, "fra")
            .write(folder.resolve("in." + extension));
    Container container = InputPolicy.admit(input);
    assertThat(OutputPolicy.extension(input, "in." + extension, container)).isEqualTo(extension);
    Path output = folder.resolve("out." + extension);
    List<String> notes = halve(input, output, OptionalInt.of(1));
    assertThat(notes).isEmpty();

    List<Stream> before = streams(input, container);
    List<Stream> after = streams(output, InputPolicy.admit(output));
    assertThat(after).hasSize(3);
    assertThat(after.get(0).codec()).isEqualTo(before.get(0).codec());
    assertThat(after.get(1).codec()).isEqualTo(becomes);
    assertThat(after)
        .extracting(Stream::language)
        .isEqualTo(before.stream().map(Stream::language).toList());
    assertThat(after.get(1).disposition()).isEqualTo(before.get(1).disposition());
    if (container == Container.MOV || container == Container.MATROSKA) {
      // elsewhere clocks begin anywhere, and times are missing
      assertThat(after.get(0).packets()).isEqualTo(before.get(0).packets());
      assertThat(after.get(2).packets()).isEqualTo(before.get(2).packets());
    }
    assertThat(after.get(0).packets()).hasSameSizeAs(before.get(0).packets());

    Audio wet = read(input, OptionalInt.of(1));
    Audio dry = read(output, OptionalInt.of(1));
    assertThat(dry.length()).isEqualTo(wet.length());
    assertThat(error(wet, dry)).isLessThan(0.3);
    assertThat(read(output, OptionalInt.of(2)).channel(0))
        .isEqualTo(read(input, OptionalInt.of(2)).channel(0));
  }

  /** Energy of dry − wet/2 relative to wet/2: a shift by one sample of noise would give 2. */
  private static double error(Audio wet, Audio dry) {
    double error = 0;
    double energy = 0;
    for (int n = 0; n < wet.length(); n++) {
      double half = 0.5 * wet.channel(0)[n];
      error += (dry.channel(0)[n] - half) * (dry.channel(0)[n] - half);
      energy += half * half;
    }
    return error / energy;
  }

  @Test
  void theSecondStreamIsTreatedAndTheFirstCopied() throws IOException {
    Path input =
        new TestVideo("matroska")
            .picture("mpeg4", 3)
            .sound("aac", noise(48_000, 1), "deu")
            .sound("aac", noise(48_000, 2), "fra")
            .write(folder.resolve("in.mkv"));
    Path output = folder.resolve("out.mkv");
    halve(input, output, OptionalInt.of(2));
    List<Stream> after = streams(output, Container.MATROSKA);
    assertThat(after).extracting(Stream::codec).containsExactly("mpeg4", "aac", "flac");
    assertThat(after).extracting(Stream::language).containsExactly("", "deu", "fra");
    assertThat(after.get(1).packets())
        .isEqualTo(streams(input, Container.MATROSKA).get(1).packets());
    assertThatThrownBy(() -> read(input, OptionalInt.of(3)))
        .isInstanceOf(MediaException.class)
        .hasMessageEndingWith("in.mkv: has 2 audio streams; there is no stream 3");
  }

  @ParameterizedTest
  @CsvSource({"mp3, libmp3lame, mp3", "ipod, aac, m4a", "ipod, aac, flac", "ipod, aac, mp3"})
  void coversAreKeptAndNoVideo(String muxer, String codec, String extension) throws IOException {
    Path input =
        new TestVideo(muxer)
            .sound(codec, noise(44_100, 1), "deu")
            .cover()
            .write(folder.resolve("in"));
    Path output = folder.resolve("out." + extension);
    assertThat(OutputPolicy.extension(input, "in", InputPolicy.admit(input))).isEqualTo("wav");
    List<String> notes = halve(input, output, OptionalInt.empty());
    assertThat(notes).isEmpty();
    Stream cover = streams(output, InputPolicy.admit(output)).get(1);
    Stream original = streams(input, InputPolicy.admit(input)).get(1);
    assertThat(cover.codec()).isEqualTo("mjpeg");
    assertThat(cover.disposition()).isEqualTo(original.disposition());
    assertThat(cover.packets().get(0).split(" ", -1)[1])
        .isEqualTo(original.packets().get(0).split(" ", -1)[1]);
    assertThat(read(output, OptionalInt.empty()).length())
        .isEqualTo(read(input, OptionalInt.empty()).length());
  }

  @Test
  void picturesThatHaveNoPlaceAreTold() throws IOException {
    Path input =
        new TestVideo("mp4")
            .picture("mpeg4", 1)
            .sound("aac", noise(44_100, 1), "deu")
            .write(folder.resolve("in.mp4"));
    assertThat(halve(input, folder.resolve("out.wav"), OptionalInt.empty()))
        .contains("its pictures are not carried over");
    assertThat(halve(input, folder.resolve("out.m4a"), OptionalInt.empty()))
        .contains("its stream 0 (video, mpeg4) is not carried over");
  }

  @Test
  void subtitlesAndAttachmentsAreCopied() throws IOException {
    byte[] font = {0, 1, 0, 0, 42, 43, 44};
    Path from =
        new TestVideo("matroska")
            .picture("mpeg4", 3)
            .sound("aac", noise(48_000, 5), "eng")
            .subtitles("deu", "Guten Tag.", "Auf Wiedersehen.")
            .attachment("letters.ttf", font)
            .write(folder.resolve("talk.mkv"));
    Path to = folder.resolve("talk_dry.mkv");
    assertThat(halve(from, to, OptionalInt.empty()))
        .noneMatch(note -> note.contains("not carried over"));
    List<Stream> before = streams(from, Container.MATROSKA);
    List<Stream> after = streams(to, Container.MATROSKA);
    assertThat(after).hasSize(4);
    assertThat(after.get(2)).isEqualTo(before.get(2));
    assertThat(after.get(2).codec()).isEqualTo("subrip");
    assertThat(after.get(2).language()).isIn("deu", "ger");
    assertThat(after.get(2).packets()).hasSize(2);
    try (LibavDemuxer demuxer = new LibavDemuxer(to, Container.MATROSKA)) {
      AVStream attached = demuxer.context().streams(3);
      byte[] found = new byte[attached.codecpar().extradata_size()];
      attached.codecpar().extradata().capacity(found.length).get(found);
      assertThat(found).isEqualTo(font);
      assertThat(
              org.bytedeco
                  .ffmpeg
                  .global
                  .avutil
                  .av_dict_get(attached.metadata(), "filename", null, 0)
                  .value()
                  .getString())
          .isEqualTo("letters.ttf");
    }
  }

  @Test
  void videoWithoutSoundIsRefused() {
    Path input = new TestVideo("mp4").picture("mpeg4", 1).write(folder.resolve("in.mp4"));
    assertThatThrownBy(() -> MediaReader.open(input))
        .isInstanceOf(MediaException.class)
        .hasMessageEndingWith("holds no sound, only pictures (a MP4, M4A, MOV file)");
  }

  /** Sound that begins half a second behind the pictures still does. */
  @Test
  void soundThatBeginsLateBeginsLate() throws IOException {
    Path plain =
        new TestVideo("matroska")
            .picture("mpeg4", 3)
            .sound("aac", noise(48_000, 1), "deu")
            .write(folder.resolve("in.mkv"));
    Map<String, Double> starts = new HashMap<>();
    try (MediaReader reader = MediaReader.open(plain);
        ScratchSpace scratch = new ScratchSpace(folder)) {
      AudioSource sound = scratch.decode(reader, Long.MAX_VALUE);
      Metadata metadata = reader.metadata();
      TrackOrigin origin = metadata.origin().orElseThrow();
      TrackOrigin late = new TrackOrigin(origin.file(), origin.container(), origin.stream(), 0.5);
      for (String name : List.of("late.mkv", "late.mp4", "late.mov")) {
        Path file = folder.resolve(name);
        OutputFormat format = OutputFormat.forFile(file, true, SampleFormat.F32, 48_000, 1, "mono");
        AudioSource grid = new Quantizer(format.grid(), 1).quantize(sound, 1);
        Metadata moved =
            new Metadata(
                Container.MATROSKA, Map.of(), List.of(), 0, 1, java.util.Optional.of(late));
        try (AudioDelivery delivery = new AudioDelivery(grid, moved, format, file, false)) {
          delivery.commit();
        }
        try (MediaReader again = MediaReader.open(file)) {
          // MP4 tells of a late begin or of AAC's 1024 samples of priming, not of both
          int priming = name.endsWith("mkv") ? 0 : 1024;
          assertThat(again.readAll().length()).isEqualTo((int) sound.length() + priming);
          double start = again.metadata().origin().orElseThrow().startSeconds();
          starts.put(name, start + priming / 48_000.0);
        }
      }
    }
    assertThat(starts).hasSize(3);
    assertThat(starts.values()).allSatisfy(s -> assertThat(s).isCloseTo(0.5, within(0.002)));
  }
}

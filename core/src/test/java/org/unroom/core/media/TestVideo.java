package org.unroom.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.unroom.core.audio.Audio;

/** Makes small videos, frames of noise beside sound, for tests of what is copied. */
public final class TestVideo {
  private static final int SIDE = 64;
  private static final int FRAMES_A_SECOND = 25;
  private static final int PADDING = 64;
  private static final AVRational MILLISECONDS = new AVRational().num(1).den(1000);

  private final AVFormatContext out = new AVFormatContext(null);
  private final List<Track> tracks = new ArrayList<>();
  private final Map<AVStream, List<String>> texts = new LinkedHashMap<>();

  /** One stream on its way. */
  private record Track(
      AVCodecContext encoder,
      AVStream stream,
      int pieces,
      java.util.function.IntFunction<AVFrame> piece) {}

  /** A video for FFmpeg's muxer {@code muxer}. */
  public TestVideo(String muxer) {
    Libav.load();
    ok(avformat_alloc_output_context2(out, null, muxer, null));
    out.flags(out.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
  }

  /** Adds moving pictures. */
  public TestVideo picture(String codec, double seconds) {
    return picture(codec, (int) Math.round(seconds * FRAMES_A_SECOND), 0);
  }

  /** Adds a still picture as a cover. */
  public TestVideo cover() {
    return picture("mjpeg", 1, avformat.AV_DISPOSITION_ATTACHED_PIC);
  }

  private TestVideo picture(String codec, int frames, int disposition) {
    var found = avcodec_find_encoder_by_name(codec);
    AVCodecContext encoder = avcodec_alloc_context3(found);
    int pixels = codec.equals("mjpeg") ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P;
    encoder.pix_fmt(pixels);
    encoder.width(SIDE).height(SIDE);
    encoder.bit_rate(200_000);
    encoder.gop_size(12);
    encoder.max_b_frames(codec.equals("mpeg4") ? 2 : 0);
    encoder.time_base().num(1).den(FRAMES_A_SECOND);
    AVStream stream = add(encoder, frames, n -> image(pixels, n));
    stream.avg_frame_rate().num(FRAMES_A_SECOND).den(1);
    stream.disposition(disposition);
    return this;
  }

  /** Adds sound with a language. */
  public TestVideo sound(String codec, Audio audio, String language) {
    var found = avcodec_find_encoder_by_name(codec);
    AVCodecContext encoder = avcodec_alloc_context3(found);
    TestEncoder.describe(encoder, audio.sampleRateHz());
    AVStream stream =
        add(
            encoder,
            -audio.length(),
            n -> TestEncoder.frame(audio, n, Math.min(encoder.frame_size(), audio.length() - n)));
    tag(stream, "language", language);
    return this;
  }

  /** Adds subtitles, a line a second. */
  public TestVideo subtitles(String language, String... lines) {
    AVStream stream = avformat_new_stream(out, null);
    stream.codecpar().codec_type(avutil.AVMEDIA_TYPE_SUBTITLE);
    stream.codecpar().codec_id(avcodec.AV_CODEC_ID_SUBRIP);
    stream.time_base().num(1).den(1000);
    tag(stream, "language", language);
    texts.put(stream, List.of(lines));
    return this;
  }

  /** Attaches a file. */
  public TestVideo attachment(String name, byte[] content) {
    AVStream stream = avformat_new_stream(out, null);
    stream.codecpar().codec_type(avutil.AVMEDIA_TYPE_ATTACHMENT);
    stream.codecpar().codec_id(avcodec.AV_CODEC_ID_TTF);
    BytePointer kept = new BytePointer(avutil.av_mallocz(content.length + PADDING));
    kept.capacity(content.length).put(content);
    stream.codecpar().extradata(kept);
    stream.codecpar().extradata_size(content.length);
    tag(stream, "filename", name);
    tag(stream, "mimetype", "font/ttf");
    return this;
  }

  private static void tag(AVStream stream, String name, String value) {
    AVDictionary tags = new AVDictionary(stream.metadata());
    av_dict_set(tags, name, value, 0);
    stream.metadata(tags);
  }

  private void write(AVStream stream, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      byte[] text = lines.get(i).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      AVPacket packet = av_packet_alloc();
      ok(avcodec.av_new_packet(packet, text.length));
      packet.data().capacity(text.length).put(text);
      packet.stream_index(stream.index());
      packet.pts(1000L * i).dts(1000L * i).duration(800);
      av_packet_rescale_ts(packet, MILLISECONDS, stream.time_base());
      ok(av_interleaved_write_frame(out, packet));
      av_packet_free(packet);
    }
  }

  private AVStream add(
      AVCodecContext encoder, int pieces, java.util.function.IntFunction<AVFrame> piece) {
    if ((out.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
      encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    }
    ok(avcodec_open2(encoder, encoder.codec(), (AVDictionary) null));
    AVStream stream = avformat_new_stream(out, null);
    stream.time_base().num(encoder.time_base().num()).den(encoder.time_base().den());
    ok(avcodec_parameters_from_context(stream.codecpar(), encoder));
    tracks.add(new Track(encoder, stream, pieces, piece));
    return stream;
  }

  private static AVFrame image(int pixels, int n) {
    AVFrame frame = av_frame_alloc();
    frame.format(pixels);
    frame.width(SIDE).height(SIDE);
    ok(av_frame_get_buffer(frame, 0));
    for (int p = 0; p < 3; p++) {
      int rows = p == 0 ? SIDE : SIDE / 2;
      byte[] plane = new byte[frame.linesize(p) * rows];
      new java.util.SplittableRandom(31L * n + p).nextBytes(plane);
      frame.data(p).capacity(plane.length).put(plane);
    }
    frame.pts(n);
    return frame;
  }

  /** Writes the file. */
  public Path write(Path file) {
    AVIOContext bytes = new AVIOContext(null);
    ok(avio_open(bytes, Libav.url(file), AVIO_FLAG_WRITE));
    out.pb(bytes);
    ok(avformat_write_header(out, (AVDictionary) null));
    for (Track track : tracks) {
      boolean sound = track.pieces < 0;
      int step = sound ? track.encoder.frame_size() : 1;
      for (int n = 0; n < Math.abs(track.pieces); n += step) {
        AVFrame frame = track.piece.apply(n);
        send(track, frame);
        av_frame_free(frame);
      }
      send(track, new AVFrame(null));
    }
    texts.forEach(this::write);
    ok(av_write_trailer(out));
    ok(avio_closep(bytes));
    tracks.forEach(track -> avcodec_free_context(track.encoder));
    avformat_free_context(out);
    return file;
  }

  private void send(Track track, AVFrame frame) {
    AVPacket packet = av_packet_alloc();
    ok(avcodec_send_frame(track.encoder, frame));
    while (avcodec_receive_packet(track.encoder, packet) >= 0) {
      packet.stream_index(track.stream.index());
      if (packet.duration() == 0) {
        packet.duration(1);
      }
      av_packet_rescale_ts(packet, track.encoder.time_base(), track.stream.time_base());
      ok(av_interleaved_write_frame(out, packet));
    }
    av_packet_free(packet);
  }

  private static void ok(int result) {
    assertThat(result).as("FFmpeg: %s", Libav.words(result)).isGreaterThanOrEqualTo(0);
  }
}

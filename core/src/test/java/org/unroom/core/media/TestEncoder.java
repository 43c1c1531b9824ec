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
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;
import org.unroom.core.audio.Audio;

/** Encodes mono sound with a lossy encoder that takes planar floats, for tests of decoding. */
final class TestEncoder {
  private TestEncoder() {}

  /** Writes {@code audio} with FFmpeg's encoder {@code codec} through its muxer {@code muxer}. */
  static Path encode(Path file, Audio audio, String muxer, String codec) {
    Libav.load();
    AVFormatContext out = new AVFormatContext(null);
    ok(avformat_alloc_output_context2(out, null, muxer, null));
    AVCodecContext encoder = encoder(codec, audio.sampleRateHz());
    AVStream stream = avformat_new_stream(out, null);
    stream.time_base().num(1).den(audio.sampleRateHz());
    ok(avcodec_parameters_from_context(stream.codecpar(), encoder));
    AVIOContext bytes = new AVIOContext(null);
    ok(avio_open(bytes, Libav.url(file), AVIO_FLAG_WRITE));
    out.pb(bytes);
    ok(avformat_write_header(out, (AVDictionary) null));
    AVPacket packet = av_packet_alloc();
    int block = encoder.frame_size() > 0 ? encoder.frame_size() : 1024;
    for (int n = 0; n < audio.length(); n += block) {
      AVFrame frame = frame(audio, n, Math.min(block, audio.length() - n));
      send(out, encoder, stream, packet, frame);
      av_frame_free(frame);
    }
    send(out, encoder, stream, packet, new AVFrame(null));
    ok(av_write_trailer(out));
    ok(avio_closep(bytes));
    av_packet_free(packet);
    avcodec_free_context(encoder);
    avformat_free_context(out);
    return file;
  }

  private static AVCodecContext encoder(String name, int sampleRateHz) {
    var codec = avcodec_find_encoder_by_name(name);
    AVCodecContext encoder = avcodec_alloc_context3(codec);
    describe(encoder, sampleRateHz);
    encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    ok(avcodec_open2(encoder, codec, (AVDictionary) null));
    return encoder;
  }

  /** Sets an encoder of planar floats up for mono sound. */
  static void describe(AVCodecContext encoder, int sampleRateHz) {
    encoder.sample_fmt(AV_SAMPLE_FMT_FLTP);
    encoder.sample_rate(sampleRateHz);
    encoder.bit_rate(128_000);
    encoder.strict_std_compliance(-2);
    encoder.time_base().num(1).den(sampleRateHz);
    av_channel_layout_default(encoder.ch_layout(), 1);
  }

  /** The samples {@code [from, from + count)} as a frame of planar floats. */
  static AVFrame frame(Audio audio, int from, int count) {
    AVFrame frame = av_frame_alloc();
    frame.nb_samples(count);
    frame.format(AV_SAMPLE_FMT_FLTP);
    frame.sample_rate(audio.sampleRateHz());
    av_channel_layout_default(frame.ch_layout(), 1);
    ok(av_frame_get_buffer(frame, 0));
    frame.pts(from);
    new FloatPointer(frame.extended_data(0))
        .put(Arrays.copyOfRange(audio.channel(0), from, from + count));
    return frame;
  }

  private static void send(
      AVFormatContext out,
      AVCodecContext encoder,
      AVStream stream,
      AVPacket packet,
      AVFrame frame) {
    ok(avcodec_send_frame(encoder, frame));
    while (avcodec_receive_packet(encoder, packet) >= 0) {
      packet.stream_index(0);
      av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
      ok(av_interleaved_write_frame(out, packet));
    }
  }

  private static void ok(int result) {
    assertThat(result).as("FFmpeg: %s", Libav.words(result)).isGreaterThanOrEqualTo(0);
  }
}

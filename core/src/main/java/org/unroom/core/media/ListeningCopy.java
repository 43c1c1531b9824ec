package org.unroom.core.media;

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
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close_dyn_buf;
import static org.bytedeco.ffmpeg.global.avformat.avio_open_dyn_buf;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_free;

import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.Resampler;

/**
 * A small copy of a stretch of sound for listening in a browser: MP3, which all of them play, at a
 * constant bit rate, by LAME. Copies of sounds of one length and rate are delayed by the codec
 * alike, so that they stay sample-aligned with each other, and turned down alike (LAME leaves 5 %
 * of headroom).
 */
public final class ListeningCopy {
  /** The kind of data, for a browser. */
  public static final String MEDIA_TYPE = "audio/mpeg";

  private static final String ENCODER = "libmp3lame";
  private static final int[] RATES_HZ = {
    8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000
  };
  private static final int MOST_CHANNELS = 2;
  private static final long MONO_BITS = 96_000;
  private static final long STEREO_BITS = 128_000;

  /** MPEG-2.5, below 16 kHz, has no more. */
  private static final long LOW_RATE_BITS = 64_000;

  private static final int LOW_RATE_HZ = 16_000;

  /** LAME's {@code -q}, 0 to 9: the quality of the quicker search is enough at these bit rates. */
  private static final int QUICK = 7;

  private ListeningCopy() {}

  /**
   * Encodes {@code audio}: one or two channels, at the lowest rate of MP3 that is no lower than its
   * own.
   *
   * @return the bytes of an MP3 file
   */
  public static byte[] mp3(Audio audio) {
    if (audio.channelCount() > MOST_CHANNELS) {
      throw new IllegalArgumentException(
          "channels=%d must be at most %d; choose which to hear"
              .formatted(audio.channelCount(), MOST_CHANNELS));
    }
    Libav.load();
    Audio at = atItsRate(audio);
    try (Copying copy = new Copying(at.sampleRateHz(), at.channelCount())) {
      return copy.of(at);
    } catch (MediaException e) {
      throw new IllegalStateException("MP3 cannot be made: " + e.problem(), e);
    }
  }

  /** The sound at the rate that its copy will have, which takes less memory than a higher one. */
  public static Audio atItsRate(Audio audio) {
    return Resampler.resample(audio, rateFor(audio.sampleRateHz()));
  }

  private static int rateFor(int sampleRateHz) {
    return Arrays.stream(RATES_HZ)
        .filter(rate -> rate >= sampleRateHz)
        .findFirst()
        .orElse(RATES_HZ[RATES_HZ.length - 1]);
  }

  /** One encoder and its muxer, into memory. */
  private static final class Copying implements AutoCloseable {
    private static final Path NOWHERE = Path.of("listening copy");

    private final AVFormatContext muxer = new AVFormatContext(null);
    private final AVIOContext bytes = new AVIOContext(null);
    private final AVPacket packet = av_packet_alloc();
    private final AVCodecContext encoder;
    private final AVStream stream;

    Copying(int sampleRateHz, int channels) throws MediaException {
      var codec = avcodec_find_encoder_by_name(ENCODER);
      encoder = avcodec_alloc_context3(codec);
      encoder.sample_fmt(AV_SAMPLE_FMT_FLTP);
      encoder.sample_rate(sampleRateHz);
      encoder.bit_rate(bits(sampleRateHz, channels));
      encoder.compression_level(QUICK);
      encoder.time_base().num(1).den(sampleRateHz);
      av_channel_layout_default(encoder.ch_layout(), channels);
      check(avcodec_open2(encoder, codec, (AVDictionary) null));
      check(avformat_alloc_output_context2(muxer, null, "mp3", null));
      muxer.flags(muxer.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
      stream = avformat_new_stream(muxer, null);
      stream.time_base().num(1).den(sampleRateHz);
      check(avcodec_parameters_from_context(stream.codecpar(), encoder));
      check(avio_open_dyn_buf(bytes));
      muxer.pb(bytes);
      check(avformat_write_header(muxer, (AVDictionary) null));
    }

    private static long bits(int sampleRateHz, int channels) {
      long wished = channels == 1 ? MONO_BITS : STEREO_BITS;
      return sampleRateHz < LOW_RATE_HZ ? LOW_RATE_BITS : wished;
    }

    byte[] of(Audio audio) throws MediaException {
      int block = encoder.frame_size();
      for (int n = 0; n < audio.length(); n += block) {
        encode(audio, n, Math.min(block, audio.length() - n));
      }
      return finished();
    }

    private void encode(Audio audio, int from, int count) throws MediaException {
      AVFrame frame = av_frame_alloc();
      frame.nb_samples(count);
      frame.format(AV_SAMPLE_FMT_FLTP);
      frame.sample_rate(audio.sampleRateHz());
      av_channel_layout_default(frame.ch_layout(), audio.channelCount());
      check(av_frame_get_buffer(frame, 0));
      frame.pts(from);
      for (int c = 0; c < audio.channelCount(); c++) {
        new FloatPointer(frame.extended_data(c))
            .put(Arrays.copyOfRange(audio.channel(c), from, from + count));
      }
      send(frame);
      av_frame_free(frame);
    }

    private void send(AVFrame frame) throws MediaException {
      check(avcodec_send_frame(encoder, frame));
      while (avcodec_receive_packet(encoder, packet) >= 0) {
        av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
        check(av_interleaved_write_frame(muxer, packet));
      }
    }

    private byte[] finished() throws MediaException {
      send(new AVFrame(null));
      check(av_write_trailer(muxer));
      BytePointer buffer = new BytePointer((org.bytedeco.javacpp.Pointer) null);
      byte[] copied = new byte[avio_close_dyn_buf(bytes, buffer)];
      bytes.setNull();
      buffer.get(copied);
      av_free(buffer);
      return copied;
    }

    private static void check(int result) throws MediaException {
      Libav.check(result, NOWHERE, "cannot be encoded");
    }

    @Override
    public void close() {
      if (!bytes.isNull()) {
        BytePointer buffer = new BytePointer((org.bytedeco.javacpp.Pointer) null);
        avio_close_dyn_buf(bytes, buffer);
        av_free(buffer);
      }
      av_packet_free(packet);
      avcodec_free_context(encoder);
      avformat_free_context(muxer);
    }
  }
}

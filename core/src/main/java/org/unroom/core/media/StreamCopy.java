package org.unroom.core.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_BIN_DATA;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.av_codec_get_tag;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_query_codec;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_ATTACHMENT;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_DATA;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_get_media_type_string;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;

/**
 * Takes over into a new file what its recording's file holds beside the treated sound, packet by
 * packet, nothing decoded: pictures that move, covers, subtitles, other sound, attachments; with
 * their languages, dispositions and times. The treated stream keeps its place among them. What the
 * new kind of file has no place for is left out and told.
 */
final class StreamCopy implements AutoCloseable {
  private final Path target;
  private final TrackOrigin origin;
  private final Muxer muxer;
  private final LibavDemuxer source;
  private final AVPacket packet = av_packet_alloc();
  private final Map<Integer, AVStream> copies = new HashMap<>();
  private final List<String> leftOut = new ArrayList<>();
  private final long shift;
  private boolean waiting;
  private boolean ended;

  /** Opens the source. */
  StreamCopy(TrackOrigin origin, Path target, Muxer muxer) throws MediaException {
    this.origin = origin;
    this.target = target;
    this.muxer = muxer;
    this.source = new LibavDemuxer(origin.file(), origin.container());
    this.shift = shift();
    // AVI says when pictures are decoded, not when they are shown
    source.context().flags(source.context().flags() | AVFormatContext.AVFMT_FLAG_GENPTS);
  }

  /** Transport streams, and other recordings of what was on the air, begin at any time. */
  private long shift() {
    boolean own = origin.container() == Container.MOV || origin.container() == Container.MATROSKA;
    long start = source.context().start_time();
    return own || start == AV_NOPTS_VALUE ? 0 : start;
  }

  /** Seconds from the new file's begin at which the treated sound begins. */
  double startSeconds() {
    return Math.max(0, origin.startSeconds() - shift / (double) AV_TIME_BASE);
  }

  /** What the new file has no place for, a line each. */
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /** Adds a stream for every one that is copied, and returns the one for the treated sound. */
  AVStream addStreams(AVFormatContext out) throws MediaException {
    AVStream treated = new AVStream(null);
    for (int i = 0; i < source.context().nb_streams(); i++) {
      AVStream from = source.context().streams(i);
      if (i == origin.stream()) {
        treated = avformat_new_stream(out, null);
        describe(from, treated);
      } else if (hasPlace(from, out)) {
        AVStream to = avformat_new_stream(out, null);
        copyParameters(from, to, out);
        describe(from, to);
        copies.put(i, to);
      } else if (!isChapterTrack(from)) {
        leftOut.add(
            "its stream %d (%s, %s) is not carried over"
                .formatted(
                    i,
                    av_get_media_type_string(from.codecpar().codec_type()).getString(),
                    avcodec_get_name(from.codecpar().codec_id()).getString()));
      }
    }
    return treated;
  }

  private boolean hasPlace(AVStream from, AVFormatContext out) {
    AVCodecParameters codec = from.codecpar();
    if (LibavDemuxer.isPicture(from)) {
      boolean known = codec.codec_id() == AV_CODEC_ID_MJPEG || codec.codec_id() == AV_CODEC_ID_PNG;
      return muxer.holdsPictures() && known;
    }
    if (!muxer.holdsVideo() || isChapterTrack(from)) {
      return false;
    }
    if (codec.codec_type() == AVMEDIA_TYPE_ATTACHMENT) {
      return muxer == Muxer.MATROSKA;
    }
    return avformat_query_codec(out.oformat(), codec.codec_id(), 0) == 1;
  }

  /** QuickTime's text track of chapters; the muxer makes one of its own. */
  private boolean isChapterTrack(AVStream stream) {
    AVCodecParameters codec = stream.codecpar();
    return codec.codec_type() == AVMEDIA_TYPE_DATA
        && codec.codec_id() == AV_CODEC_ID_BIN_DATA
        && source.context().nb_chapters() > 0;
  }

  private void copyParameters(AVStream from, AVStream to, AVFormatContext out)
      throws MediaException {
    check(avcodec_parameters_copy(to.codecpar(), from.codecpar()));
    // a tag of another kind of file would be taken at its word
    int known = av_codec_get_tag(out.oformat().codec_tag(), from.codecpar().codec_id());
    boolean sameKind = origin.container() == muxer.container();
    to.codecpar().codec_tag(sameKind ? from.codecpar().codec_tag() : known);
    to.time_base(from.time_base());
    to.avg_frame_rate(from.avg_frame_rate());
    to.r_frame_rate(from.r_frame_rate());
    to.sample_aspect_ratio(from.sample_aspect_ratio());
    to.duration(from.duration());
  }

  /** Language, title and disposition. */
  private static void describe(AVStream from, AVStream to) {
    AVDictionary tags = new AVDictionary(to.metadata());
    AVDictionaryEntry tag = null;
    while ((tag = av_dict_iterate(from.metadata(), tag)) != null) {
      if (!LibavDemuxer.isStatistic(tag.key().getString(StandardCharsets.UTF_8))) {
        av_dict_set(tags, tag.key(), tag.value(), 0);
      }
    }
    to.metadata(tags);
    to.disposition(from.disposition());
  }

  /** Writes what comes before {@code seconds}. */
  void until(double seconds, AVFormatContext out) throws MediaException {
    while (next()) {
      AVStream from = source.context().streams(packet.stream_index());
      long stamp = packet.dts() != AV_NOPTS_VALUE ? packet.dts() : packet.pts();
      double at = stamp * (double) from.time_base().num() / from.time_base().den();
      if (stamp != AV_NOPTS_VALUE && at - shift / (double) AV_TIME_BASE > seconds) {
        return;
      }
      write(from, out);
    }
  }

  /** Finds the next packet that is copied; false at the end. */
  private boolean next() {
    while (!waiting && !ended) {
      if (av_read_frame(source.context(), packet) < 0) {
        ended = true;
      } else if (copies.containsKey(packet.stream_index())) {
        waiting = true;
      } else {
        av_packet_unref(packet);
      }
    }
    return waiting;
  }

  private void write(AVStream from, AVFormatContext out) throws MediaException {
    AVStream to = copies.get(packet.stream_index());
    long ticks = shift * from.time_base().den() / (from.time_base().num() * (long) AV_TIME_BASE);
    packet.pts(packet.pts() == AV_NOPTS_VALUE ? AV_NOPTS_VALUE : packet.pts() - ticks);
    packet.dts(packet.dts() == AV_NOPTS_VALUE ? AV_NOPTS_VALUE : packet.dts() - ticks);
    av_packet_rescale_ts(packet, from.time_base(), to.time_base());
    packet.stream_index(to.index());
    packet.pos(-1);
    waiting = false;
    check(av_interleaved_write_frame(out, packet));
  }

  /** Writes what is left. */
  void rest(AVFormatContext out) throws MediaException {
    until(Double.POSITIVE_INFINITY, out);
  }

  /** Which of the new file's audio streams the treated one is, 1 for the first. */
  int audioNumber() {
    return 1
        + (int)
            source.audioStreams().stream()
                .filter(i -> i < origin.stream() && copies.containsKey(i))
                .count();
  }

  /** Gives the new file the chapters, where its kind has a place for them. */
  void addChapters(AVFormatContext out) {
    if (muxer.holdsChapters()) {
      Chapters.copy(source.context(), out, shift);
    }
  }

  private void check(int result) throws MediaException {
    Libav.check(result, target, "cannot be written");
  }

  @Override
  public void close() {
    av_packet_free(packet);
    source.close();
  }
}

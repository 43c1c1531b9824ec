package org.unroom.core.media;

import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacpp.BytePointer;

/**
 * One file, opened with libavformat. The demuxer is the one of the file's {@link Container}; no
 * protocol but {@code file} is open to it.
 */
final class LibavDemuxer implements AutoCloseable {
  /** Tags that say how a container was made, nothing of the recording; in lower case. */
  private static final Set<String> OF_CONTAINERS =
      Set.of(
          "major_brand",
          "minor_version",
          "compatible_brands",
          "handler_name",
          "vendor_id",
          "language");

  /** What Matroska tells of how its streams were coded. */
  private static final Pattern STATISTICS =
      Pattern.compile("(?i)(_statistics_|number_of_|bps|duration|encoder).*");

  private final Path file;
  private final AVFormatContext context = new AVFormatContext(null);

  /** Opens {@code file} as a {@code container}; releases everything where that fails. */
  LibavDemuxer(Path file, Container container) throws MediaException {
    Libav.load();
    this.file = file;
    try {
      open(container);
    } catch (MediaException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void open(Container container) throws MediaException {
    AVDictionary options = new AVDictionary(null);
    av_dict_set(options, "protocol_whitelist", "file", 0);
    try (BytePointer url = Libav.url(file)) {
      String step = "damaged: its %s header cannot be read".formatted(container.title());
      Libav.check(
          avformat_open_input(context, url, av_find_input_format(container.demuxer()), options),
          file,
          step);
      Libav.check(avformat_find_stream_info(context, (AVDictionary) null), file, step);
    } finally {
      av_dict_free(options);
    }
  }

  AVFormatContext context() {
    return context;
  }

  /** Which streams hold sound, in their order. */
  List<Integer> audioStreams() {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < context.nb_streams(); i++) {
      if (context.streams(i).codecpar().codec_type() == AVMEDIA_TYPE_AUDIO) {
        found.add(i);
      }
    }
    return found;
  }

  /** Pictures and video streams in the file. */
  int pictures() {
    int pictures = 0;
    for (int i = 0; i < context.nb_streams(); i++) {
      pictures += context.streams(i).codecpar().codec_type() == AVMEDIA_TYPE_VIDEO ? 1 : 0;
    }
    return pictures;
  }

  /** Whether the pictures move: a video stream that is no cover. */
  boolean hasVideo() {
    for (int i = 0; i < context.nb_streams(); i++) {
      AVStream stream = context.streams(i);
      if (stream.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO && !isPicture(stream)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a stream is a single picture, such as a cover. */
  static boolean isPicture(AVStream stream) {
    return (stream.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0;
  }

  /** What the container and {@code stream} say of the recording, in UTF-8. */
  Map<String, String> tags(AVStream stream) {
    Map<String, String> tags = new LinkedHashMap<>();
    addTags(context.metadata(), tags);
    addTags(stream.metadata(), tags);
    return tags;
  }

  private static void addTags(AVDictionary from, Map<String, String> to) {
    AVDictionaryEntry entry = null;
    while ((entry = av_dict_iterate(from, entry)) != null) {
      String key = entry.key().getString(StandardCharsets.UTF_8);
      if (tellsOfRecording(key)) {
        to.putIfAbsent(key, entry.value().getString(StandardCharsets.UTF_8));
      }
    }
  }

  private static boolean tellsOfRecording(String key) {
    return !OF_CONTAINERS.contains(key.toLowerCase(Locale.ROOT)) && !isStatistic(key);
  }

  /** Whether a tag counts or measures a stream's packets, which is wrong for other packets. */
  static boolean isStatistic(String key) {
    return STATISTICS.matcher(key).matches();
  }

  @Override
  public void close() {
    if (!context.isNull()) {
      avformat_close_input(context);
    }
  }
}

package org.unroom.core.media;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_get_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse2;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * What FFmpeg's filter {@code ebur128} says of a file, to compare with: LUFS, and 1 at full scale.
 */
record FfmpegLoudness(double integratedLufs, double truePeak) {
  /** Measures a file whose name needs no escaping in a filter graph. */
  static FfmpegLoudness of(Path file) throws MediaException {
    Libav.load();
    AVFilterGraph graph = avfilter_graph_alloc();
    AVFrame frame = av_frame_alloc();
    try {
      String chain = "amovie=%s,ebur128=metadata=1:peak=true,abuffersink".formatted(file);
      Libav.check(
          avfilter_graph_parse2(graph, chain, new AVFilterInOut(), new AVFilterInOut()),
          file,
          "parse");
      Libav.check(avfilter_graph_config(graph, null), file, "configure");
      AVFilterContext sink = avfilter_graph_get_filter(graph, "Parsed_abuffersink_2");
      double lufs = Double.NaN;
      double peak = 0;
      while (av_buffersink_get_frame(sink, frame) >= 0) {
        lufs = number(frame, "lavfi.r128.I", lufs);
        peak = number(frame, "lavfi.r128.true_peak", peak);
        av_frame_unref(frame);
      }
      return new FfmpegLoudness(lufs, peak);
    } finally {
      av_frame_free(frame);
      avfilter_graph_free(graph);
    }
  }

  private static double number(AVFrame frame, String key, double otherwise) {
    AVDictionaryEntry entry = av_dict_get(frame.metadata(), key, null, 0);
    return entry == null ? otherwise : Double.parseDouble(entry.value().getString());
  }
}

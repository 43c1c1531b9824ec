package org.unroom.core.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import org.bytedeco.ffmpeg.avformat.AVChapter;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Copies chapters from one file to another. */
final class Chapters {
  private Chapters() {}

  /**
   * Gives {@code to} the chapters of {@code from}, in memory of FFmpeg's own, which frees it with
   * the muxer.
   *
   * @param shift by how much earlier they are to be, in microseconds
   */
  static void copy(AVFormatContext from, AVFormatContext to, long shift) {
    int count = from.nb_chapters();
    if (count == 0) {
      return;
    }
    PointerPointer<AVChapter> chapters =
        new PointerPointer<>(av_mallocz((long) count * Pointer.sizeof(Pointer.class)));
    for (int i = 0; i < count; i++) {
      chapters.put(i, copy(from.chapters(i), shift));
    }
    to.chapters(chapters);
    to.nb_chapters(count);
  }

  private static AVChapter copy(AVChapter from, long shift) {
    AVChapter to = new AVChapter(av_mallocz(Pointer.sizeof(AVChapter.class)));
    long ticks = shift * from.time_base().den() / (from.time_base().num() * (long) AV_TIME_BASE);
    to.id(from.id());
    to.time_base(from.time_base());
    to.start(Math.max(0, from.start() - ticks));
    to.end(Math.max(0, from.end() - ticks));
    AVDictionary tags = new AVDictionary(null);
    av_dict_copy(tags, from.metadata(), 0);
    to.metadata(tags);
    return to;
  }
}

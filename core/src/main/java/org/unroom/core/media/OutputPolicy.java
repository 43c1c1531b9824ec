package org.unroom.core.media;

import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;

/**
 * Which kind of file a treated recording becomes where its owner names none: the kind that it was
 * where that keeps every sample, a video where it was one (MP4, QuickTime, Matroska or WebM as they
 * were, any other in Matroska, which holds all codecs), and a WAV for sound from lossy files.
 */
public final class OutputPolicy {
  private static final Set<Container> OF_VIDEO =
      Set.of(Container.MOV, Container.MATROSKA, Container.AVI, Container.MXF, Container.MPEGTS);

  private OutputPolicy() {}

  /**
   * The ending for the treated recording.
   *
   * @param file the recording
   * @param name what its owner calls it, which may be another name than the file's
   * @param container what it is
   */
  public static String extension(Path file, String name, Container container)
      throws MediaException {
    if (OF_VIDEO.contains(container)) {
      try (LibavDemuxer demuxer = new LibavDemuxer(file, container)) {
        if (demuxer.hasVideo()) {
          return extension(ofVideo(demuxer, name, container), name);
        }
      }
    }
    return extensionOfSound(name, container);
  }

  /** The ending for further sounds, such as what was removed. */
  public static String extensionOfSound(String name, Container container) {
    Muxer own =
        Muxer.of(container)
            .filter(muxer -> muxer.codecs().get(0).lossless() && !OF_VIDEO.contains(container))
            .filter(muxer -> container != Container.OGG)
            .orElse(Muxer.WAV);
    return extension(own, name);
  }

  /** The name's own ending where the kind has it. */
  private static String extension(Muxer muxer, String name) {
    String own = Container.extensionOf(Path.of(name));
    return muxer.extensions().contains(own) ? own : muxer.extensions().get(0);
  }

  private static Muxer ofVideo(LibavDemuxer demuxer, String name, Container container) {
    Optional<Muxer> own =
        Muxer.named(Path.of(name))
            .filter(muxer -> muxer.holdsVideo() && muxer.container() == container)
            .filter(muxer -> holdsSound(muxer, demuxer));
    return own.orElse(container == Container.MOV ? Muxer.MP4 : Muxer.MATROSKA);
  }

  private static boolean holdsSound(Muxer muxer, LibavDemuxer demuxer) {
    int best =
        av_find_best_stream(demuxer.context(), AVMEDIA_TYPE_AUDIO, -1, -1, (AVCodec) null, 0);
    if (best < 0) {
      return true;
    }
    AVCodecParameters sound = demuxer.context().streams(best).codecpar();
    return muxer
        .codec(true)
        .refusal(sound.sample_rate(), sound.ch_layout().nb_channels())
        .isEmpty();
  }
}

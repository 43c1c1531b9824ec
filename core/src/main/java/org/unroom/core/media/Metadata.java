package org.unroom.core.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a media file carries beside its sound.
 *
 * @param container the kind of file it comes from
 * @param tags names and texts as FFmpeg reads them: title, artist, ...
 * @param chunks chunks of a WAV, RF64 or BW64 file, in their order
 * @param chapters number of chapters
 * @param pictures number of pictures and video streams
 * @param origin where the other streams of the file and its chapters can be copied from
 */
public record Metadata(
    Container container,
    Map<String, String> tags,
    List<RiffChunk> chunks,
    int chapters,
    int pictures,
    Optional<TrackOrigin> origin) {
  /** Most bytes of chunks that are carried. */
  static final long CHUNK_LIMIT_BYTES = 64L << 20;

  /** Nothing at all. */
  public static final Metadata NONE = new Metadata(Container.WAV, Map.of(), List.of(), 0, 0);

  /** What lies in the metadata alone. */
  public Metadata(
      Container container,
      Map<String, String> tags,
      List<RiffChunk> chunks,
      int chapters,
      int pictures) {
    this(container, tags, chunks, chapters, pictures, Optional.empty());
  }

  /** Without what names places, for a sound that does not begin where the recording does. */
  public Metadata withoutPlaces() {
    List<RiffChunk> kept = chunks.stream().filter(chunk -> !chunk.namesPlaces()).toList();
    return new Metadata(container, tags, kept, 0, pictures);
  }

  /** Tags and chunks alone, for a sound that goes beside the recording, not in its place. */
  public Metadata withoutStreams() {
    return new Metadata(container, tags, chunks, 0, 0);
  }

  /** The chunks that go into a file of {@code target}. */
  List<RiffChunk> chunksFor(Container target) {
    boolean riff = target == Container.WAV && container == Container.WAV;
    return riff ? chunks.stream().filter(chunk -> !chunk.describesSamples()).toList() : List.of();
  }

  /** The tags that a muxer writes for {@code target}; between WAVs they are in the chunks. */
  Map<String, String> tagsFor(Container target) {
    return target == Container.WAV && container == Container.WAV ? Map.of() : tags;
  }

  /** Where a file of {@code target} copies from what it has a place for. */
  Optional<TrackOrigin> originFor(Muxer target) {
    boolean any =
        target.holdsVideo()
            || (target.holdsPictures() && pictures > 0)
            || (target.holdsChapters() && chapters > 0);
    return any ? origin : Optional.empty();
  }

  /** What a file of {@code target} does not get of it, a line each. */
  public List<String> lossesIn(Muxer target) {
    List<String> lost = new ArrayList<>();
    List<RiffChunk> kept = chunksFor(target.container());
    List<String> left =
        chunks.stream().filter(chunk -> !kept.contains(chunk)).map(RiffChunk::id).toList();
    if (!left.isEmpty()) {
      lost.add("its chunks %s are not carried over".formatted(String.join(", ", left)));
    }
    boolean copied = originFor(target).isPresent();
    if (chapters > 0 && !(copied && target.holdsChapters())) {
      lost.add("its %d chapters are not carried over".formatted(chapters));
    }
    if (pictures > 0 && !copied) {
      lost.add("its pictures are not carried over");
    }
    return lost;
  }
}

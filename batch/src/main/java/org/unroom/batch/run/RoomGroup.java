package org.unroom.batch.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.unroom.batch.journal.FileDigest;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.media.SoundDecoder;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.dereverb.RoomExtractor;
import org.unroom.reverb.dereverb.SharedRoom;

/**
 * Recordings of one room, which is heard in them together the first time that it is needed. What is
 * heard depends on their bytes alone, neither on their names nor on their order; of many, those
 * twelve are heard whose hashes are lowest, so that the first job need not wait for ever.
 * Recordings that cannot be read are passed over: they fail as jobs of their own. Safe for use by
 * many threads.
 */
public final class RoomGroup {
  private static final int MOST_HEARD = 12;
  private static final double PREPARED = 0.3;
  private static final String UNREADABLE = "unreadable";

  private final List<Path> members;
  private final ReadWindow window;
  private final SoundDecoder decoder;
  private final Preparation preparation;
  private final Known known;

  RoomGroup(List<Path> members, ReadWindow window, SoundDecoder decoder) {
    this(List.copyOf(members), window, decoder, (sound, scratch, progress) -> sound, new Known());
  }

  private RoomGroup(
      List<Path> members,
      ReadWindow window,
      SoundDecoder decoder,
      Preparation preparation,
      Known known) {
    this.members = members;
    this.window = window;
    this.decoder = decoder;
    this.preparation = preparation;
    this.known = known;
  }

  /** What a recording goes through before the room is heard in it. */
  @FunctionalInterface
  interface Preparation {
    /** The sound to hear the room in. */
    AudioSource of(AudioSource recording, ScratchSpace scratch, Progress progress)
        throws IOException;
  }

  /** What was found out, which all that ask share. */
  private static final class Known {
    private Optional<Map<String, Path>> byHash = Optional.empty();
    private Optional<Optional<SharedRoom>> heard = Optional.empty();
  }

  /**
   * The same group, the room of which is heard after {@code preparation}, which must be the same
   * for all that ask: the first of them has it heard.
   */
  RoomGroup after(Preparation preparation) {
    return new RoomGroup(members, window, decoder, preparation, known);
  }

  /** Number of recordings. */
  int size() {
    return members.size();
  }

  /** A hash of all recordings' bytes; reads them. */
  String hash() {
    synchronized (known) {
      return FileDigest.ofText(String.join("\n", byHash().keySet()));
    }
  }

  /** The members in the order of their hashes, which two of the same bytes share. */
  private Map<String, Path> byHash() {
    if (known.byHash.isEmpty()) {
      Map<String, Path> sorted = new TreeMap<>();
      for (Path member : members) {
        sorted.put(hashOf(member), member);
      }
      known.byHash = Optional.of(sorted);
    }
    return known.byHash.get();
  }

  private static String hashOf(Path member) {
    try {
      return FileDigest.of(member, "").sha256();
    } catch (IOException e) {
      // its own job says so
      return UNREADABLE;
    }
  }

  /**
   * The room; nothing where none of the recordings tells of one. While a thread hears it, others
   * that need it wait.
   */
  Optional<SharedRoom> room(long seed, Workers workers, ScratchSpace scratch, Progress progress)
      throws IOException {
    synchronized (known) {
      if (known.heard.isEmpty()) {
        known.heard = Optional.of(hear(new RoomExtractor(seed, workers), scratch, progress));
      }
      return known.heard.get();
    }
  }

  private Optional<SharedRoom> hear(
      RoomExtractor extractor, ScratchSpace scratch, Progress progress) throws IOException {
    List<Path> open = new ArrayList<>(byHash().values());
    int most = Math.min(MOST_HEARD, open.size());
    int done = 0;
    for (Path member : open) {
      Optional<Recording> recording = done < most ? read(member, scratch) : Optional.empty();
      if (recording.isPresent()) {
        Progress part = progress.part(done / (double) most, (done + 1.0) / most);
        AudioSource sound =
            preparation.of(recording.get().audio(), scratch, part.part(0, PREPARED));
        extractor.hear(sound, part.part(PREPARED, 1));
        done++;
      }
    }
    return extractor.shared();
  }

  /** Nothing where it cannot be read for a reason that stays; other reasons are the job's. */
  private Optional<Recording> read(Path member, ScratchSpace scratch) throws IOException {
    try {
      return Optional.of(Recording.read(member, window, false, decoder, scratch));
    } catch (MediaException e) {
      if (Failure.of(e).canPass()) {
        throw e;
      }
      return Optional.empty();
    }
  }
}

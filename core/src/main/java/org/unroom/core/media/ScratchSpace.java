package org.unroom.core.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unroom.core.audio.AudioSource;

/**
 * Where the sounds of one job lie while it is worked on: the recording, decoded once, and whatever
 * is made of it. Short sounds stay in memory, long ones go to the disk ({@link ScratchAudio}). All
 * of them are given up together when the job's files are written.
 */
public final class ScratchSpace implements AutoCloseable {
  private final Path folder;
  private final long memoryBytesOfEach;
  private final List<ScratchAudio> sounds = new ArrayList<>();

  /**
   * An empty space.
   *
   * @param folder that holds what does not fit into memory; nearest folder above it that exists
   */
  public ScratchSpace(Path folder) {
    this(folder, ScratchAudio.MEMORY_BYTES);
  }

  /** As the short form; every sound beyond {@code memoryBytesOfEach} bytes goes to the disk. */
  public ScratchSpace(Path folder, long memoryBytesOfEach) {
    this.folder = existing(folder.toAbsolutePath());
    this.memoryBytesOfEach = memoryBytesOfEach;
  }

  /** In the system's folder for temporary files, for work that writes no files. */
  public static ScratchSpace temporary() {
    return new ScratchSpace(Path.of(System.getProperty("java.io.tmpdir")));
  }

  private static Path existing(Path folder) {
    Path parent = folder.getParent();
    return Files.isDirectory(folder) || parent == null ? folder : existing(parent);
  }

  /** An empty sound to write to, and to read from then. */
  public ScratchAudio sound(int channels, int sampleRateHz) {
    ScratchAudio sound = new ScratchAudio(folder, channels, sampleRateHz, memoryBytesOfEach);
    sounds.add(sound);
    return sound;
  }

  /**
   * An empty sound that will get as many channels and samples as {@code other} has, and its rate.
   */
  public ScratchAudio soundLike(AudioSource other) throws MediaException {
    ScratchAudio sound = sound(other.channelCount(), other.sampleRateHz());
    sound.requireSpace(other.length());
    return sound;
  }

  /** What {@code reader} still has to give, at most {@code count} samples, decoded once. */
  public ScratchAudio decode(MediaReader reader, long count) throws IOException {
    MediaFormat format = reader.format();
    ScratchAudio sound = sound(format.channels(), format.sampleRateHz());
    sound.requireSpace(Math.min(count, reader.plausibleRest()));
    reader.copyTo(sound, count);
    return sound;
  }

  @Override
  public void close() {
    sounds.forEach(ScratchAudio::close);
    sounds.clear();
  }
}

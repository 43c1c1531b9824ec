package org.unroom.batch.hadoop;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Objects;

/**
 * A place on a Hadoop file system. Its names are put together and taken apart as those of this
 * machine are, which is a Unix as the cluster is. An absolute one reads as its address, {@code
 * hdfs://host:8020/folder/file}.
 */
final class HadoopPath implements Path {
  private final HadoopFiles files;
  private final Path place;

  HadoopPath(HadoopFiles files, Path place) {
    this.files = files;
    this.place = place;
  }

  /** {@code path}, which must be one of these. */
  static HadoopPath of(Path path) {
    if (path instanceof HadoopPath hadoop) {
      return hadoop;
    }
    throw new ProviderMismatchException("'%s' is on another file system".formatted(path));
  }

  private HadoopPath at(Path where) {
    return where == null ? null : new HadoopPath(files, where);
  }

  /** A relative path of any file system says the same here. */
  private Path placeOf(Path other) {
    return other instanceof HadoopPath hadoop ? hadoop.place : Path.of(other.toString());
  }

  private boolean isElsewhere(Path other) {
    return other.isAbsolute() && !other.getFileSystem().equals(files);
  }

  /** By which Hadoop knows it. */
  org.apache.hadoop.fs.Path hadoop() {
    return new org.apache.hadoop.fs.Path(toUri());
  }

  @Override
  public HadoopFiles getFileSystem() {
    return files;
  }

  @Override
  public boolean isAbsolute() {
    return place.isAbsolute();
  }

  @Override
  public HadoopPath getRoot() {
    return at(place.getRoot());
  }

  @Override
  public HadoopPath getFileName() {
    return at(place.getFileName());
  }

  @Override
  public HadoopPath getParent() {
    return at(place.getParent());
  }

  @Override
  public int getNameCount() {
    return place.getNameCount();
  }

  @Override
  public HadoopPath getName(int index) {
    return at(place.getName(index));
  }

  @Override
  public HadoopPath subpath(int begin, int end) {
    return at(place.subpath(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    return other.getFileSystem().equals(files) && place.startsWith(placeOf(other));
  }

  @Override
  public boolean endsWith(Path other) {
    return !isElsewhere(other) && place.endsWith(placeOf(other));
  }

  @Override
  public HadoopPath normalize() {
    return at(place.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return isElsewhere(other) ? other : at(place.resolve(placeOf(other)));
  }

  @Override
  public HadoopPath relativize(Path other) {
    return at(place.relativize(of(other).place));
  }

  @Override
  public HadoopPath toAbsolutePath() {
    return at(place.isAbsolute() ? place : Path.of("/").resolve(place));
  }

  @Override
  public HadoopPath toRealPath(LinkOption... options) throws IOException {
    HadoopPath path = toAbsolutePath().normalize();
    if (!java.nio.file.Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    return path;
  }

  @Override
  public URI toUri() {
    URI root = files.address();
    try {
      return new URI(
          root.getScheme(), root.getAuthority(), toAbsolutePath().place.toString(), null, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("an absolute path makes an address", e);
    }
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("nothing watches folders of a Hadoop file system");
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(of(other).toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HadoopPath path && path.files.equals(files) && path.place.equals(place);
  }

  @Override
  public int hashCode() {
    return Objects.hash(files, place);
  }

  /** The address, its characters as they are; of a relative path, the path. */
  @Override
  public String toString() {
    return place.isAbsolute() ? files.address() + place.toString() : place.toString();
  }
}

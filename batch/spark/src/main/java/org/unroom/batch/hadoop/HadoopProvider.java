package org.unroom.batch.hadoop;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.security.AccessControlException;

/**
 * Does what {@link java.nio.file.Files} asks of a Hadoop file system, with the exceptions that it
 * expects. Files are written once, from begin to end, and moved within their file system, on HDFS
 * atomically and over what has the name. What nothing here needs is not supported.
 */
final class HadoopProvider extends FileSystemProvider {
  static final HadoopProvider INSTANCE = new HadoopProvider();

  private HadoopProvider() {}

  @Override
  public String getScheme() {
    return "hadoop";
  }

  @Override
  public FileSystem newFileSystem(URI address, Map<String, ?> settings) {
    throw new UnsupportedOperationException("see HadoopLocations");
  }

  @Override
  public FileSystem getFileSystem(URI address) {
    throw new UnsupportedOperationException("see HadoopLocations");
  }

  @Override
  public Path getPath(URI address) {
    throw new UnsupportedOperationException("see HadoopLocations");
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    HadoopPath file = HadoopPath.of(path);
    if (options.contains(StandardOpenOption.APPEND)) {
      throw new UnsupportedOperationException("Hadoop files are written from begin to end");
    }
    return options.contains(StandardOpenOption.WRITE)
        ? told(file, () -> write(file, !options.contains(StandardOpenOption.CREATE_NEW)))
        : told(file, () -> read(file));
  }

  private static SeekableByteChannel read(HadoopPath file) throws IOException {
    FileStatus status = status(file);
    return new ReadChannel(hadoop(file).open(file.hadoop()), status.getLen());
  }

  private static SeekableByteChannel write(HadoopPath file, boolean overwrite) throws IOException {
    return new WriteChannel(hadoop(file).create(file.hadoop(), overwrite));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    HadoopPath asked = HadoopPath.of(folder);
    if (!told(asked, () -> status(asked)).isDirectory()) {
      throw new NotDirectoryException(asked.toString());
    }
    List<Path> found = new ArrayList<>();
    for (FileStatus status : told(asked, () -> hadoop(asked).listStatus(asked.hadoop()))) {
      Path path = asked.resolve(status.getPath().getName());
      if (filter.accept(path)) {
        found.add(path);
      }
    }
    return new Listed(found);
  }

  private record Listed(List<Path> paths) implements DirectoryStream<Path> {
    @Override
    public java.util.Iterator<Path> iterator() {
      return paths.iterator();
    }

    @Override
    public void close() {
      // all was read when it was made
    }
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
    HadoopPath folder = HadoopPath.of(path);
    if (told(folder, () -> hadoop(folder).exists(folder.hadoop()))) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    told(folder, () -> hadoop(folder).mkdirs(folder.hadoop()));
  }

  @Override
  public void delete(Path path) throws IOException {
    HadoopPath file = HadoopPath.of(path);
    if (!told(file, () -> hadoop(file).delete(file.hadoop(), false))) {
      throw new NoSuchFileException(file.toString());
    }
  }

  @Override
  public void copy(Path from, Path to, CopyOption... options) {
    throw new UnsupportedOperationException("nothing is copied within a Hadoop file system");
  }

  @Override
  public void move(Path from, Path to, CopyOption... options) throws IOException {
    HadoopPath source = HadoopPath.of(from);
    HadoopPath target = HadoopPath.of(to);
    List<CopyOption> asked = List.of(options);
    boolean replace =
        asked.contains(StandardCopyOption.ATOMIC_MOVE)
            || asked.contains(StandardCopyOption.REPLACE_EXISTING);
    HadoopFiles files = source.getFileSystem();
    told(
        target,
        () -> {
          FileContext.getFileContext(files.address(), files.configuration())
              .rename(
                  source.hadoop(),
                  target.hadoop(),
                  replace ? Options.Rename.OVERWRITE : Options.Rename.NONE);
          return true;
        });
  }

  @Override
  public boolean isSameFile(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  @Override
  public boolean isHidden(Path path) {
    return path.getFileName() != null && path.getFileName().toString().startsWith(".");
  }

  @Override
  public FileStore getFileStore(Path path) {
    return new HadoopStore(HadoopPath.of(path).getFileSystem());
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    HadoopPath file = HadoopPath.of(path);
    told(file, () -> status(file));
    for (AccessMode mode : modes) {
      FsAction action =
          switch (mode) {
            case READ -> FsAction.READ;
            case WRITE -> FsAction.WRITE;
            case EXECUTE -> FsAction.EXECUTE;
          };
      told(
          file,
          () -> {
            hadoop(file).access(file.hadoop(), action);
            return true;
          });
    }
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return null;
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException(type.getName());
    }
    HadoopPath file = HadoopPath.of(path);
    return type.cast(new HadoopAttributes(told(file, () -> status(file))));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) {
    throw new UnsupportedOperationException(names);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new UnsupportedOperationException(name);
  }

  private static org.apache.hadoop.fs.FileSystem hadoop(HadoopPath path) {
    return path.getFileSystem().hadoop();
  }

  private static FileStatus status(HadoopPath path) throws IOException {
    return hadoop(path).getFileStatus(path.hadoop());
  }

  private interface Call<T> {
    T made() throws IOException;
  }

  /**
   * Hadoop's exceptions as those of {@code java.nio.file}, without a cause, by which a moment's
   * trouble is told from a file that is not there.
   */
  private static <T> T told(HadoopPath path, Call<T> call) throws IOException {
    String name = path.toString();
    try {
      return call.made();
    } catch (FileNotFoundException e) {
      throw new NoSuchFileException(name);
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
      throw new FileAlreadyExistsException(name);
    } catch (AccessControlException e) {
      throw new AccessDeniedException(name);
    } catch (PathIsNotEmptyDirectoryException e) {
      throw new DirectoryNotEmptyException(name);
    }
  }
}

package org.unroom.batch.hadoop;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** A file system that Hadoop reaches, such as that of one HDFS cluster or one S3 bucket. */
final class HadoopFiles extends FileSystem {
  private final URI address;
  private final Configuration configuration;
  private final org.apache.hadoop.fs.FileSystem hadoop;

  /**
   * The file system under {@code address}, which was asked whether it is there.
   *
   * @param address scheme and authority, without a path
   * @param configuration the user's own of Hadoop
   * @throws IOException where it does not answer or nothing is configured that reaches it
   */
  HadoopFiles(URI address, Configuration configuration) throws IOException {
    this.address = address;
    this.configuration = configuration;
    this.hadoop = org.apache.hadoop.fs.FileSystem.get(address, configuration);
    hadoop.getFileStatus(root().hadoop());
  }

  URI address() {
    return address;
  }

  Configuration configuration() {
    return configuration;
  }

  org.apache.hadoop.fs.FileSystem hadoop() {
    return hadoop;
  }

  private HadoopPath root() {
    return new HadoopPath(this, Path.of("/"));
  }

  /** The place of that path, or of that address on this file system. */
  @Override
  public HadoopPath getPath(String first, String... more) {
    String name =
        first.startsWith(address + "/") ? first.substring(address.toString().length()) : first;
    return new HadoopPath(this, Path.of(name, more));
  }

  @Override
  public FileSystemProvider provider() {
    return HadoopProvider.INSTANCE;
  }

  /** Nothing: Hadoop itself closes its file systems when the JVM ends. */
  @Override
  public void close() {
    // others use the same
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(root());
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of(new HadoopStore(this));
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  /** Matches names as this machine does. */
  @Override
  public PathMatcher getPathMatcher(String pattern) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher(pattern);
    return path -> matcher.matches(Path.of(path.toString()));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException("users of a Hadoop file system are its own");
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("nothing watches folders of a Hadoop file system");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HadoopFiles files && files.address.equals(address);
  }

  @Override
  public int hashCode() {
    return address.hashCode();
  }
}

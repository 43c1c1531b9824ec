package org.unroom.batch.hadoop;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;

/** How much a Hadoop file system holds; one without a limit says the largest number. */
final class HadoopStore extends FileStore {
  private final HadoopFiles files;

  HadoopStore(HadoopFiles files) {
    this.files = files;
  }

  @Override
  public String name() {
    return files.address().toString();
  }

  @Override
  public String type() {
    return files.address().getScheme();
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public long getTotalSpace() throws IOException {
    return files.hadoop().getStatus().getCapacity();
  }

  @Override
  public long getUsableSpace() throws IOException {
    return files.hadoop().getStatus().getRemaining();
  }

  @Override
  public long getUnallocatedSpace() throws IOException {
    return getUsableSpace();
  }

  @Override
  public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
    return false;
  }

  @Override
  public boolean supportsFileAttributeView(String name) {
    return name.equals("basic");
  }

  @Override
  public <V extends FileStoreAttributeView> V getFileStoreAttributeView(Class<V> type) {
    return null;
  }

  @Override
  public Object getAttribute(String attribute) {
    throw new UnsupportedOperationException(attribute);
  }
}

package org.unroom.batch.hadoop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.apache.hadoop.fs.FSDataOutputStream;

/** Writes a file of a Hadoop file system from its begin to its end. */
final class WriteChannel implements SeekableByteChannel {
  private final FSDataOutputStream out;
  private boolean open = true;

  WriteChannel(FSDataOutputStream out) {
    this.out = out;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    byte[] bytes = new byte[from.remaining()];
    from.get(bytes);
    out.write(bytes);
    return bytes.length;
  }

  @Override
  public int read(ByteBuffer to) {
    throw new NonReadableChannelException();
  }

  @Override
  public long position() {
    return out.getPos();
  }

  @Override
  public SeekableByteChannel position(long position) {
    throw new UnsupportedOperationException("Hadoop files are written from begin to end");
  }

  @Override
  public long size() {
    return out.getPos();
  }

  @Override
  public SeekableByteChannel truncate(long length) {
    throw new UnsupportedOperationException("Hadoop files are written from begin to end");
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** Returns when the file system has taken it all. */
  @Override
  public void close() throws IOException {
    open = false;
    out.close();
  }
}

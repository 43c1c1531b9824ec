package org.unroom.batch.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.unroom.core.media.MediaException;

/**
 * Keeps a folder to one run at a time. The lock is the operating system's: it ends with the
 * process, however that ends. Its file stays, as deleting it would let two others in.
 */
final class FolderLock implements AutoCloseable {
  private static final String NAME = ".unroom-batch.lock";
  private static final int PID_BYTES = 32;

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock, or says who has it. */
  static FolderLock take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve(NAME),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    if (lock(channel).isEmpty()) {
      String holder = holder(channel);
      channel.close();
      throw new MediaException(
          folder,
          "another unroom batch%s is writing there; wait for it or choose another -o"
              .formatted(holder.isEmpty() ? "" : " (process %s)".formatted(holder)));
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)), 0);
    return new FolderLock(channel);
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      // another run in this very process
      return Optional.empty();
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(PID_BYTES);
    channel.read(pid, 0);
    return UTF_8.decode(pid.flip()).toString().replaceAll("[^0-9]", "");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

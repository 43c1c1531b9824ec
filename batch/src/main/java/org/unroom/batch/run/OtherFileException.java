package org.unroom.batch.run;

import java.io.IOException;
import org.unroom.core.media.MediaException;

/**
 * A file that a job needs beside its recording, an impulse response or another recording, is the
 * one that something is wrong with. Its line names that file, since the job's own does not.
 */
final class OtherFileException extends IOException {
  private static final long serialVersionUID = 1L;

  OtherFileException(MediaException cause) {
    super(cause.getMessage(), cause);
  }
}

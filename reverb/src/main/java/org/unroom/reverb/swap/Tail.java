package org.unroom.reverb.swap;

/** What becomes of the reverberation behind the end of a recording. */
public enum Tail {
  /** It rings out: the result is longer by the response. */
  KEEP,
  /** It ends with the recording. */
  CUT
}

package org.unroom.batch.journal;

/**
 * What the outputs of a job depend on. Two jobs of the same identity have the same outputs.
 *
 * @param job its name: that of its first output, seen from the output folder
 * @param input the recording's bytes
 * @param inputModified when the recording was last changed, ISO 8601; for people only
 * @param settings hash of everything that was asked for, 64 hexadecimal digits
 * @param version of Unroom
 */
public record JobIdentity(
    String job, FileDigest input, String inputModified, String settings, String version) {

  /**
   * Whether the same bytes, settings and version gave {@code other}; names and times may differ.
   */
  public boolean sameWork(JobIdentity other) {
    return job.equals(other.job)
        && input.bytes() == other.input.bytes()
        && input.sha256().equals(other.input.sha256())
        && settings.equals(other.settings)
        && version.equals(other.version);
  }
}

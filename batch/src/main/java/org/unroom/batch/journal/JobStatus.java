package org.unroom.batch.journal;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a job has come. */
public enum JobStatus {
  /** Its outputs are about to get their names: what lies under them may be this job's. */
  @JsonProperty("begun")
  BEGUN,
  /** Its outputs have their names. */
  @JsonProperty("done")
  DONE,
  /** It failed, for a reason that can pass: worth another try. */
  @JsonProperty("failed")
  FAILED,
  /** It failed for a reason that stays for as long as input, settings and version do. */
  @JsonProperty("quarantined")
  QUARANTINED
}

package org.unroom.batch.journal;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a job has come. */
public enum JobStatus {
  /** It is planned and none of its outputs exists: what lies under their names later is its own. */
  @JsonProperty("planned")
  PLANNED,
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

package org.unroom.batch.run;

import java.io.Serializable;

/**
 * What becomes of what earlier runs left.
 *
 * @param resume whether jobs are skipped that the journal knows as done, and their outputs as
 *     unchanged; outputs of this batch's own may be replaced then
 * @param retryFailed whether quarantined jobs are tried again, too
 * @param force whether any output that exists is replaced
 */
public record Rerun(boolean resume, boolean retryFailed, boolean force) implements Serializable {}

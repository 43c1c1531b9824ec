package org.unroom.batch.run;

import org.unroom.batch.journal.JournalEntry;

/**
 * How a job came to its end without failing anew.
 *
 * @param entry what the journal holds of it
 * @param fresh whether it was done just now; else an earlier run ended it
 */
public record JobEnd(JournalEntry entry, boolean fresh) {}

package org.unroom.batch.run;

/**
 * How a run ended.
 *
 * @param done jobs that were done
 * @param warned jobs among them that have warnings
 * @param failed jobs that failed or were refused
 * @param skipped jobs whose outputs existed
 * @param elapsedSeconds how long it all took
 */
public record RunSummary(int done, int warned, int failed, int skipped, double elapsedSeconds) {}

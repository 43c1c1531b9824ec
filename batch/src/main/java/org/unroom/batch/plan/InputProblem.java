package org.unroom.batch.plan;

/**
 * An input that could not be found.
 *
 * @param shownAs how it was named
 * @param problem what is wrong, one line
 */
public record InputProblem(String shownAs, String problem) {}

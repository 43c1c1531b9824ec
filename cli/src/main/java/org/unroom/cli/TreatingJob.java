package org.unroom.cli;

import java.util.function.IntFunction;
import org.unroom.batch.run.ReadWindow;
import org.unroom.batch.run.TreatmentPipeline;

/**
 * What a command would do with every recording.
 *
 * @param settings everything that the signal processing depends on, as text; the hash of a file
 *     that it reads included. Two jobs of the same settings make the same bytes
 * @param pipeline makes the signal processing for a number of threads, called when the first
 *     recording is treated
 * @param threads that were asked for
 * @param seed of the dither
 * @param window the part of each recording to work on
 * @param output what to write
 */
record TreatingJob(
    String settings,
    IntFunction<TreatmentPipeline> pipeline,
    int threads,
    long seed,
    ReadWindow window,
    OutputOptions output) {}

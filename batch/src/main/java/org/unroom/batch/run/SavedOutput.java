package org.unroom.batch.run;

import java.nio.file.Path;
import java.util.List;
import org.unroom.batch.plan.OutputKind;
import org.unroom.core.media.OutputFormat;

/**
 * A file that was written.
 *
 * @param kind what it holds
 * @param path where it is
 * @param format how it is stored
 * @param samples per channel
 * @param gainDb by how much it was turned down to fit its full scale, 0 or below
 * @param levelDb gain that brings the treated sound to the loudness that was asked for; 0 without
 *     one
 * @param notes what it could not keep, a line each
 */
public record SavedOutput(
    OutputKind kind,
    Path path,
    OutputFormat format,
    long samples,
    double gainDb,
    double levelDb,
    List<String> notes) {}

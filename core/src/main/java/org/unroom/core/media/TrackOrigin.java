package org.unroom.core.media;

import java.nio.file.Path;

/**
 * Where a sound comes from, so that what lies beside it there can be taken over.
 *
 * @param file the recording's file
 * @param container the kind of file that it is
 * @param stream index of the sound among all streams of the file
 * @param startSeconds when its first sample is heard, on the file's clock
 */
public record TrackOrigin(Path file, Container container, int stream, double startSeconds) {}

package org.unroom.core.media;

import org.unroom.core.audio.AudioSource;

/**
 * A recording, decoded.
 *
 * @param format what the file says of itself
 * @param audio its samples
 * @param skipped samples that were passed over before them
 * @param metadata what else the file carries
 * @param report what was met on the way
 */
public record Decoded(
    MediaFormat format, AudioSource audio, long skipped, Metadata metadata, ReadReport report) {}

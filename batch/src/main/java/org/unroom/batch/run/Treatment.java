package org.unroom.batch.run;

import java.util.Optional;
import org.unroom.core.audio.Audio;

/**
 * What a pipeline made of one recording.
 *
 * @param dry the recording with less room: its rate, channels and length
 * @param room the room as an impulse response at the same rate, where one could be told
 * @param findings what was found out on the way
 */
public record Treatment(Audio dry, Optional<Audio> room, Findings findings) {}

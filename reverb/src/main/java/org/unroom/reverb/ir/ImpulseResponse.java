package org.unroom.reverb.ir;

import java.util.Optional;
import org.unroom.core.audio.Audio;

/**
 * A room as an impulse response for convolution.
 *
 * @param sound its channels
 * @param layout what they are; nothing where they are those of the recording
 * @param directSample where the direct sound is, or would be; below 0 where the beginning was
 *     trimmed away
 * @param colour that it was given to sound as the recordings do; nothing where they told none
 * @param gain that the normalisation applied
 */
public record ImpulseResponse(
    Audio sound,
    Optional<IrLayout> layout,
    int directSample,
    Optional<Colour> colour,
    double gain) {}

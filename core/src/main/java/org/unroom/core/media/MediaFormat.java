package org.unroom.core.media;

import java.util.OptionalLong;

/**
 * What a media file says of its audio.
 *
 * @param container the kind of file
 * @param codec FFmpeg's name of the codec, such as {@code pcm_s24le}
 * @param lossy whether the codec throws information away
 * @param sampleFormat how samples are stored; 32-bit float for lossy codecs, which store none
 * @param sampleRateHz samples per second
 * @param channels number of channels
 * @param layout FFmpeg's description of where the channels belong, such as {@code 5.1(side)}
 * @param declaredLength samples per channel that the file announces, where it does so exactly
 */
public record MediaFormat(
    Container container,
    String codec,
    boolean lossy,
    SampleFormat sampleFormat,
    int sampleRateHz,
    int channels,
    String layout,
    OptionalLong declaredLength) {}

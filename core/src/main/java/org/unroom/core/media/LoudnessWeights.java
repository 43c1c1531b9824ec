package org.unroom.core.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_BACK_LEFT;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_BACK_RIGHT;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_LOW_FREQUENCY;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_LOW_FREQUENCY_2;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_SIDE_LEFT;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_SIDE_RIGHT;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_channel_from_index;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_from_string;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_uninit;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;

/**
 * Channel weights for loudness, ITU-R BS.1770-4 tables 3 and 4: 1.41 (+1.5 dB) for channels 60° to
 * 120° to the side, 0 for low-frequency effects, 1 elsewhere and where the place is not known. In a
 * layout without side channels, as 5.1, back left and right are the surrounds at 110°; beside side
 * channels, as in 7.1, they are behind.
 */
public final class LoudnessWeights {
  private static final double SURROUND = 1.41;

  private LoudnessWeights() {}

  /**
   * The weights of a layout's channels.
   *
   * @param layout FFmpeg's description, such as {@code 5.1(side)}
   * @param channels number of channels
   */
  public static double[] of(String layout, int channels) {
    Libav.load();
    double[] weights = new double[channels];
    Arrays.fill(weights, 1);
    try (AVChannelLayout parsed = new AVChannelLayout()) {
      if (av_channel_layout_from_string(parsed, layout) >= 0 && parsed.nb_channels() == channels) {
        int[] places = new int[channels];
        Arrays.setAll(places, c -> av_channel_layout_channel_from_index(parsed, c));
        boolean sides = Arrays.stream(places).anyMatch(place -> place == AV_CHAN_SIDE_LEFT);
        Arrays.setAll(weights, c -> weight(places[c], sides));
      }
      av_channel_layout_uninit(parsed);
    }
    return weights;
  }

  private static double weight(int place, boolean sides) {
    if (place == AV_CHAN_LOW_FREQUENCY || place == AV_CHAN_LOW_FREQUENCY_2) {
      return 0;
    }
    boolean side = place == AV_CHAN_SIDE_LEFT || place == AV_CHAN_SIDE_RIGHT;
    boolean back = place == AV_CHAN_BACK_LEFT || place == AV_CHAN_BACK_RIGHT;
    return side || (back && !sides) ? SURROUND : 1;
  }
}

package org.unroom.reverb.dereverb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.audio.AudioWindow;

class TreatmentWindowsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 16000, 1, 1",
    "1, 16000, 1, 1",
    "960000, 16000, 1, 1",
    "960001, 16000, 1, 2",
    "57600000, 16000, 1, 60",
    "172800000, 48000, 2, 60",
    "2880000, 48000, 8, 4",
    "11520000, 192000, 8, 8"
  })
  void windowsCoverTheRecordingAndOverlapByTheFade(int length, int rate, int channels, int fewest) {
    List<AudioWindow> windows = TreatmentWindows.over(length, rate, channels);
    int fade = TreatmentWindows.fadeSamples(rate);
    assertThat(windows).hasSizeGreaterThanOrEqualTo(fewest);
    assertThat(windows.get(0).from()).isZero();
    assertThat(windows.get(windows.size() - 1).to()).isEqualTo(length);
    for (int i = 0; i < windows.size(); i++) {
      AudioWindow window = windows.get(i);
      assertThat(window.contextFrom()).isBetween(0L, window.from());
      assertThat(window.contextTo()).isBetween(window.to(), (long) length);
      assertThat(window.to() - window.from()).isLessThanOrEqualTo(61L * rate);
      if (i > 0) {
        assertThat(windows.get(i - 1).to() - window.from()).isEqualTo(fade);
        assertThat(window.from() - window.contextFrom()).isEqualTo(2L * fade);
      }
    }
  }
}

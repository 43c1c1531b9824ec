package org.unroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwapCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "swap x.wav|swap needs one other room: --ir FILE (an impulse response) or --match FILE (a"
            + " recording). See: unroom help swap",
        "swap --ir a.wav --match b.wav x.wav|swap needs one other room: --ir FILE (an impulse"
            + " response) or --match FILE (a recording). See: unroom help swap",
        "swap --ir a.wav --wet 2 x.wav|--wet=2 must be between 0 and 1; 0.5 is half of the other"
            + " room",
        "extract-ir --ir-layout quad x.wav|--ir-layout=quad must be one of mono, stereo,"
            + " true-stereo, true-stereo-pair",
        "extract-ir --level lufs=-20 x.wav|--level is for recordings; responses have"
            + " --ir-normalize",
      })
  void wrongWordsAreRefusedInOneLine(String words, String message) {
    Session session = Session.run((Object[]) words.split(" "));
    assertThat(session.code()).isEqualTo(ExitCode.USAGE);
    assertThat(session.err().strip()).isEqualTo(message);
  }
}

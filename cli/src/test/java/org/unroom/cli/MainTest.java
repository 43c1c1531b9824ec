package org.unroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @Test
  void helpListsEveryCommandAndExitCode() {
    for (String word : new String[] {"help", "--help", "-h"}) {
      Session session = Session.run(word);
      assertThat(session.code()).isEqualTo(ExitCode.OK);
      assertThat(session.err()).isEmpty();
      assertThat(session.out())
          .contains("dereverb", "analyze", "evaluate", "formats", "probe", "completion", "130");
    }
  }

  @Test
  void noWordsShowTheHelpAsAnError() {
    Session session = Session.run();
    assertThat(session.code()).isEqualTo(ExitCode.USAGE);
    assertThat(session.out()).isEmpty();
    assertThat(session.err()).contains("Usage: unroom COMMAND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dereverb", "analyze", "evaluate", "formats", "probe", "completion"})
  void everyCommandHasHelpInTwoWays(String command) {
    Session one = Session.run("help", command);
    Session two = Session.run(command, "--help");
    assertThat(one.code()).isEqualTo(ExitCode.OK);
    assertThat(one.out()).startsWith("unroom " + command + ": ").isEqualTo(two.out());
    assertThat(one.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(90));
  }

  @Test
  void versionIsTheBuilds() {
    assertThat(Session.run("--version").out()).matches("unroom \\d+\\.\\d+\\.\\d+\\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "derverb x.wav|unknown command derverb; did you mean dereverb? See: unroom --help",
        "--hepl|unknown option --hepl; did you mean --help? See: unroom --help",
        "xyzzy|unknown command xyzzy. See: unroom --help",
        "dereverb --amout 1 x|"
            + "unknown option --amout; did you mean --amount? See: unroom help dereverb",
        "dereverb --amou 1 x|"
            + "unknown option --amou; did you mean --amount? See: unroom help dereverb",
        "dereverb --level lufs=3 x|"
            + "--level=lufs=3 must be keep, match, or lufs= and a number between -70 and 0;"
            + " such as lufs=-23",
        "dereverb --zzz=1 x|unknown option --zzz. See: unroom help dereverb",
        "dereverb --amount 7 x|"
            + "--amount=7 must be between 0 and 1; 0.5 takes out half of the room",
        "dereverb --amount NaN x|"
            + "--amount=NaN must be between 0 and 1; 0.5 takes out half of the room",
        "dereverb --amount 0,5 x|"
            + "--amount=0,5 must be between 0 and 1; 0.5 takes out half of the room",
        "dereverb x --amount|--amount needs a value: --amount A",
        "dereverb --amount 1 --amount 0 x|--amount is given twice; give it once",
        "dereverb --save wet x|--save=wet: 'wet' is none of dry, ir, removed, resynth",
        "dereverb --save repaired x|--save=repaired: 'repaired' is none of dry, ir, removed, resynth",
        "dereverb --method nn x|--method=nn must be one of fit, predict, wpe, ddsp",
        "dereverb --seed 1.5 x|--seed=1.5 must be a whole number; such as 1",
        "dereverb --start -1 x|--start=-1 must be at least 0; it is in seconds",
        "dereverb --duration 0 x|--duration=0 must be above 0; it is in seconds",
        "dereverb --progress fast x|--progress=fast must be one of auto, plain, none",
        "dereverb --force --skip-existing x|"
            + "--force and --skip-existing contradict each other; give one",
        "dereverb|dereverb needs an input: unroom dereverb [OPTIONS] INPUT..."
            + ". See: unroom help dereverb",
        "analyze --pitch --ir x|--pitch and --ir contradict each other; give one",
        "analyze --force x|unknown option --force. See: unroom help analyze",
        "evaluate --reference a|evaluate needs --estimate FILE. See: unroom help evaluate",
        "evaluate --reference a --estimate b c|"
            + "c: evaluate takes --reference and --estimate and no more",
        "completion tcsh|completion needs a shell: bash, zsh or fish, not 'tcsh'",
        "help derverb|unknown command derverb; did you mean dereverb? See: unroom --help"
      })
  void wrongUsageIsOneLineWithAWayOut(String words, String line) {
    Session session = Session.run((Object[]) words.split(" "));
    assertThat(session.err()).isEqualTo(line + "\n");
    assertThat(session.out()).isEmpty();
    assertThat(session.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void jobsAreCheckedAgainstTheMachine() {
    assertThat(Session.run("dereverb", "-j", "0", "x").err())
        .startsWith("--jobs=0 must be a whole number between 1 and 1024; this machine has ");
  }

  @Test
  void wrongUsageIsToldToProgramsToo() {
    Session session = Session.run("dereverb", "--json", "--amount", "7", "x");
    assertThat(session.out())
        .startsWith("{\"message_type\":\"error\",\"message\":\"--amount=7 must be");
    assertThat(session.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void formatsListsWhatIsReadAndWritten() {
    Session session = Session.run("formats");
    assertThat(session.out()).isEqualTo(Session.run("--formats").out());
    assertThat(session.out().lines())
        .hasSize(31)
        .anyMatch(line -> line.matches("read +FLAC +\\.flac"))
        .anyMatch(
            line -> line.matches("write +MP4, M4A, MOV +\\.m4a \\.m4b +Apple Lossless or AAC"))
        .anyMatch(line -> line.endsWith(".webm                           Opus, beside pictures"));
    assertThat(Session.run("formats", "--verbose").out()).contains("decoded: ", " vorbis", "LGPL");
    assertThat(Session.run("formats", "--json").out())
        .startsWith("{\"message_type\":\"result\"")
        .contains("\"codecs\":[\"alac\",\"aac\"]", "\"library\":\"FFmpeg ");
  }

  @Test
  void nearestNames() {
    assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestName.distance("", "abc")).isEqualTo(3);
    assertThat(NearestName.to("force", java.util.List.of("formats", "save"))).isEmpty();
  }
}

package org.unroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void everyShellKnowsCommandsOptionsAndChoices(String shell) {
    Session session = Session.run("completion", shell);
    assertThat(session.code()).isEqualTo(ExitCode.OK);
    assertThat(session.out())
        .contains("dereverb", "skip-existing", "fit predict wpe ddsp", "auto plain none");
  }

  @Test
  void bashCompletes() throws IOException, InterruptedException {
    Path script = folder.resolve("completion");
    Files.writeString(script, Session.run("completion", "bash").out());
    assertThat(complete(script, "unroom", "der")).isEqualTo("dereverb");
    assertThat(complete(script, "unroom", "dereverb", "--sk")).isEqualTo("--skip-existing");
    assertThat(complete(script, "unroom", "dereverb", "--method", "w")).isEqualTo("wpe");
    assertThat(complete(script, "unroom", "analyze", "--forc")).isEmpty();
  }

  private static String complete(Path script, String... words)
      throws IOException, InterruptedException {
    String commands =
        "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _unroom; echo \"${COMPREPLY[*]}\""
            .formatted(script, String.join(" ", words), words.length - 1);
    Process bash = new ProcessBuilder("bash", "-c", commands).redirectErrorStream(true).start();
    String out = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assumeTrue(bash.waitFor() == 0, out);
    return out.strip();
  }
}

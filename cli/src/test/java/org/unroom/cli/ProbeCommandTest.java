package org.unroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.core.media.TestRecordings;

class ProbeCommandTest {
  @TempDir Path folder;

  @Test
  void jsonTellsWhatIsInAFile() throws IOException {
    Path file = TestRecordings.noiseWav(folder.resolve("a.wav"), 16_000, 16_000, 1);
    Session session = Session.run("probe", "--json", file);
    assertThat(session.code()).isEqualTo(ExitCode.OK);
    JsonNode told = new ObjectMapper().readTree(session.out());
    assertThat(told.get("message_type").asText()).isEqualTo("result");
    assertThat(told.get("codec").asText()).isEqualTo("pcm_s16le");
    assertThat(told.get("samples").asLong()).isEqualTo(16_000);
    assertThat(told.get("duration_seconds").asDouble()).isEqualTo(1.0);
    // uniform noise at half of full scale: about -10.8 dB of power, and the weighting
    assertThat(told.get("loudness_lufs").asDouble()).isBetween(-14.0, -8.0);
    assertThat(told.get("true_peak_dbtp").asDouble()).isBetween(-6.1, 0.0);
    assertThat(told.get("clipped_samples").asLong()).isZero();
    assertThat(told.get("damage")).isEmpty();
  }

  @Test
  void failuresGetALineEach() throws IOException {
    Path good = TestRecordings.noiseWav(folder.resolve("a.wav"), 10, 16_000, 1);
    Path text = Files.writeString(folder.resolve("b.wav"), "Dear diary, nothing today.");
    Session both = Session.run("probe", good, text);
    assertThat(both.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(both.out()).contains("codec                    pcm_s16le");
    assertThat(both.err()).contains("b.wav: not a media file that Unroom reads (found: text)");
    assertThat(Session.run("probe", text).code()).isEqualTo(ExitCode.FAILED);
    assertThat(Session.run("probe").code()).isEqualTo(ExitCode.USAGE);
  }
}

package org.unroom.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.batch.run.JobOutcome.Status;

class SummaryFilesTest {
  @TempDir Path folder;

  private static JobOutcome done(String input, String confidence, String... warnings) {
    return new JobOutcome(
        input,
        Status.DONE,
        "T60 1.24 → 0.41 s, DRR −3.1 → +4.8 dB",
        Map.of("t60_s", 1.24, "confidence", confidence, "loudness_lufs", Double.NEGATIVE_INFINITY),
        List.of(warnings),
        1,
        2.5);
  }

  @Test
  void everyJobHasARowInTheOrderOfThePlan() throws IOException {
    SummaryFiles.write(
        folder,
        Map.of("files_planned", 3),
        List.of(
            done("b, \"quoted\".wav", "high"),
            done("a.wav", "low", "one", "two"),
            JobOutcome.failed("c\\x0a.wav", "damaged", 2, 0.25)));
    List<String> rows = Files.readString(folder.resolve("summary.csv")).lines().toList();
    assertThat(rows.get(0))
        .isEqualTo(
            "input,status,t60_s,t60_s_after,drr_db,drr_db_after,confidence,loudness_lufs,"
                + "true_peak_dbtp,audio_seconds,seconds,attempts,warnings,message");
    assertThat(rows.get(1))
        .startsWith("\"b, \"\"quoted\"\".wav\",done,1.2400,,,,high,")
        .endsWith(",2.5000,1,,\"T60 1.24 → 0.41 s, DRR −3.1 → +4.8 dB\"");
    assertThat(rows.get(2)).contains(",one; two,");
    assertThat(rows.get(3)).isEqualTo("c\\x0a.wav,failed,,,,,,,,,0.2500,2,,damaged");
    JsonNode json = new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
    assertThat(json.get("files_planned").asInt()).isEqualTo(3);
    assertThat(json.get("files")).hasSize(3);
    assertThat(json.get("files").get(0).get("measures").get("loudness_lufs").isNull()).isTrue();
    assertThat(json.get("files").get(2).get("status").asText()).isEqualTo("failed");
  }

  @Test
  void worstComesFirst() {
    assertThat(
            Stream.of(
                    JobOutcome.skipped("skipped"),
                    done("fine", "high"),
                    done("doubtful", "low"),
                    done("warned", "high", "turned down"),
                    JobOutcome.failed("failed", "damaged", 1, 0))
                .sorted(JobOutcome.WORST_FIRST)
                .map(JobOutcome::input))
        .containsExactly("failed", "warned", "doubtful", "fine", "skipped");
  }
}

package org.unroom.batch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.batch.report.IndexEntry.State;

class BatchIndexTest {
  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void realFolder() throws IOException {
    folder = temp.toRealPath();
  }

  private IndexEntry done(String name, Map<String, Object> measures, List<String> warnings)
      throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    ReportScene scene =
        new ReportScene(home, "talk.wav", ReportScene.bursts(0.5, 8000, 1, 0.4), Map.of())
            .with("dry", ReportScene.bursts(0.5, 8000, 1, 0.2))
            .with("warnings", warnings)
            .with("measures", measures);
    Files.writeString(scene.page(), scene.html());
    return IndexEntry.done(name, scene.page());
  }

  private String html(List<IndexEntry> entries) throws IOException {
    return new BatchIndex(entries, folder.resolve("index.html")).html();
  }

  @Test
  void theWorstIsFirst() throws IOException {
    Map<String, Object> low = Map.of("confidence", "low", "drr_db", 0.0, "drr_db_after", 9.0);
    Map<String, Object> little = Map.of("confidence", "high", "drr_db", 0.0, "drr_db_after", 1.0);
    Map<String, Object> much = Map.of("confidence", "high", "drr_db", 0.0, "drr_db_after", 9.0);
    List<IndexEntry> entries = new ArrayList<>();
    entries.add(done("f-much", much, List.of()));
    entries.add(done("e-little", little, List.of()));
    entries.add(done("d-low", low, List.of()));
    entries.add(done("c-warned", much, List.of("check it by ear")));
    entries.add(IndexEntry.without("b-skipped", State.SKIPPED, "its outputs exist"));
    entries.add(IndexEntry.without("a-failed", State.FAILED, "not a media file"));
    String html = html(entries);
    List<String> order = List.of("a-f", "b-s", "c-w", "d-l", "e-l", "f-m");
    for (int i = 1; i < order.size(); i++) {
      assertThat(html.indexOf("<bdi>" + order.get(i - 1)))
          .as(order.get(i))
          .isPositive()
          .isLessThan(html.indexOf("<bdi>" + order.get(i)));
    }
    assertThat(html).contains("4 of 6 recordings done, 1 failed, 1 skipped, 1 with warnings");
    assertThat(html).contains("check it by ear", "not a media file");
  }

  @Test
  void figuresAndPicturesComeFromTheReports() throws IOException {
    String html =
        html(
            List.of(
                done(
                    "x",
                    Map.of(
                        "t60_s", 1.24, "t60_s_after", 0.31, "drr_db", -3.1, "confidence", "high"),
                    List.of())));
    assertThat(html).contains("1.24 → 0.31 s").contains("−3.1 dB").contains("href=\"./x/talk_rep");
    assertThat(Pattern.compile("data:image/png;base64,iVBOR").matcher(html).results().count())
        .isEqualTo(2);
  }

  @Test
  void aReportThatIsGoneIsNoLinkAndNamesStayText() throws IOException {
    String html =
        html(
            List.of(
                IndexEntry.done("</td><script>x</script>", folder.resolve("gone.html")),
                IndexEntry.without("b", State.FAILED, "<img src=x onerror=y>")));
    assertThat(html).doesNotContain("gone.html").doesNotContain("<img", "</td><script>");
    assertThat(Pattern.compile("<script").matcher(html).results().count()).isEqualTo(1);
  }
}

package org.unroom.batch.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.core.audio.Audio;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.Probe;
import org.unroom.core.testkit.SyntheticRoom;

class ReportTest {
  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void realFolder() throws IOException {
    folder = temp.toRealPath();
  }

  private ReportScene talk() throws IOException {
    Audio wet = ReportScene.bursts(3, 16_000, 1, 0.9);
    Audio dry = ReportScene.bursts(3, 16_000, 1, 0.2);
    return new ReportScene(folder, "talk.wav", wet, Map.of())
        .with("dry", dry)
        .with("removed", wet.minus(dry));
  }

  private static JsonNode data(String html, String id) throws IOException {
    String begin = "<script type=\"application/json\" id=\"" + id + "\">";
    int from = html.indexOf(begin) + begin.length();
    return new ObjectMapper().readTree(html.substring(from, html.indexOf("</script>", from)));
  }

  @Test
  void theVerdictStandsFirstAndAllPartsAreThere() throws IOException {
    String html = talk().with("warnings", List.of("check it by ear")).html();
    assertThat(html.indexOf("class=\"verdict\"")).isLessThan(html.indexOf("check it by ear"));
    assertThat(html.indexOf("check it by ear")).isLessThan(html.indexOf("id=\"listen\""));
    assertThat(html)
        .contains("T60 1.24 → 0.31 s, DRR −3.1 → +4.8 dB, confidence medium")
        .contains("id=\"pictures\"", "id=\"integrity\"", "id=\"parameters\"")
        .contains("href=\"./talk_dry.wav\"")
        .contains("unroom dereverb --amount 0.5 -- talk.wav")
        .doesNotContain("{{");
    assertThat(data(html, "unroom-result").get("version").asText()).isEqualTo("0.0.0-test");
  }

  @Test
  void scriptAndStyleAreTheOnesThatThePolicyNamesAndNothingIsFetched() throws Exception {
    String html = talk().html();
    assertThat(policyOf(html)).contains(sourceOf(html, "<script>", "</script>"));
    assertThat(policyOf(html)).contains(sourceOf(html, "<style>", "</style>"));
    assertThat(policyOf(html)).startsWith("default-src 'none'").doesNotContain("unsafe");
    assertThat(html).doesNotContain(" style=\"").doesNotContain(" onclick");
    String seen = html.replaceAll("<script type.*?</script>", "");
    assertThat(Pattern.compile("(?:src|href)=\"(?!#|\\./|data:)").matcher(seen).find()).isFalse();
    assertThat(seen.replace("http://www.w3.org/", "")).doesNotContain("http:", "https:");
  }

  private static String policyOf(String html) {
    Matcher policy = Pattern.compile("Policy\" content=\"([^\"]*)\"").matcher(html);
    assertThat(policy.find()).isTrue();
    return policy.group(1).replace("&#39;", "'");
  }

  private static String sourceOf(String html, String from, String to) throws Exception {
    int at = html.indexOf(from) + from.length();
    byte[] code = html.substring(at, html.indexOf(to, at)).getBytes(UTF_8);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(code);
    return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }

  @Test
  void hostileNamesAndTagsStayText() throws IOException {
    String evil = "</script><img src=x onerror=alert(1)>'\"&.flac".replace("/", "");
    Audio sound = ReportScene.bursts(0.5, 16_000, 1, 0.4);
    String html =
        new ReportScene(
                folder, evil, sound, Map.of("title", "</title><script>alert('tag')</script>"))
            .with("headline", "<b>bold</b> & </p>")
            .with("warnings", List.of("</ul><script>alert(2)</script>"))
            .with("measures", Map.of("</script>", "<!--<script>"))
            .html();
    assertThat(html).doesNotContain("<img", "<b>", "alert(2)</script>", "alert('tag')</script>");
    assertThat(Pattern.compile("<script").matcher(html).results().count()).isEqualTo(4);
    assertThat(data(html, "unroom-result").get("input").asText()).isEqualTo(evil);
    assertThat(data(html, "unroom-result").get("measures").fieldNames().next())
        .isEqualTo("</script>");
  }

  private List<Double> loudnesses(String html, String gain) throws IOException {
    List<Double> lufs = new ArrayList<>();
    for (JsonNode track : data(html, "unroom-player").get("tracks")) {
      Path file = folder.resolve("track" + lufs.size() + ".mp3");
      Files.write(file, Base64.getDecoder().decode(track.get("mp3").asText()));
      lufs.add(Probe.of(file).loudnessLufs() + track.get(gain).asDouble());
    }
    return lufs;
  }

  @Test
  void whatIsComparedIsEquallyLoudAndItsOwnLevelIsKnown() throws IOException {
    ReportScene scene = talk();
    Audio soft = ReportScene.bursts(3, 16_000, 1, 0.6);
    for (int n = 0; n < soft.length(); n++) {
      soft.channel(0)[n] *= 0.02f;
    }
    String html = scene.with("resynth", soft).html();
    List<Double> lufs = loudnesses(html, "matched_db");
    assertThat(lufs).hasSize(4);
    assertThat(lufs).allSatisfy(l -> assertThat(l).isCloseTo(lufs.get(0), within(0.05)));
    JsonNode tracks = data(html, "unroom-player").get("tracks");
    double own = Probe.of(folder.resolve("talk_resynth.wav")).loudnessLufs();
    assertThat(tracks.get(3).get("loudness_lufs").asDouble()).isCloseTo(own, within(0.1));
    // softer than the gate at -70 LUFS in parts, so its loudness moves with its level a little
    assertThat(loudnesses(html, "own_db").get(3)).isCloseTo(own, within(1.0));
    double recording = Probe.of(folder.resolve("talk.wav")).loudnessLufs();
    assertThat(loudnesses(html, "own_db").get(0)).isCloseTo(recording, within(0.05));
  }

  @Test
  void longRecordingsAreHeardWhereTheyAreLoudest() throws IOException {
    Audio sound = ReportScene.bursts(75, 8000, 1, 0.5);
    for (int n = 0; n < 40 * 8000; n++) {
      sound.channel(0)[n] *= 0.01f;
    }
    JsonNode player =
        data(new ReportScene(folder, "long.wav", sound, Map.of()).html(), "unroom-player");
    assertThat(player.get("excerpt_from").asDouble()).isBetween(39.5, 45.0);
    assertThat(player.get("excerpt_seconds").asDouble()).isEqualTo(30);
  }

  @Test
  void whatWasNotKeptStandsOut() throws IOException {
    String same = talk().html();
    assertThat(same).contains("channels, chunks and tags are those of the recording");
    String differs =
        new ReportScene(
                folder, "song.flac", ReportScene.bursts(1, 16_000, 1, 0.5), Map.of("TITLE", "x"))
            .with("dry", ReportScene.bursts(0.9, 16_000, 2, 0.5))
            .html();
    assertThat(differs)
        .contains("Not as in the recording: length, sample format, channels, tags")
        .contains("<td class=\"differs\">2 (stereo) (differs)</td>");
  }

  @Test
  void silentShortManyChannelledAndFastRecordingsHaveReports() throws IOException {
    Map<String, Audio> sounds =
        Map.of(
            "silent.wav",
            new Audio(new float[2][48_000], 48_000),
            "one.wav",
            new Audio(new float[][] {{0.5f}}, 48_000),
            "many.wav",
            ReportScene.bursts(0.5, 16_000, 64, 0.4),
            "fast.wav",
            ReportScene.bursts(0.5, 192_000, 2, 0.4));
    for (Map.Entry<String, Audio> sound : sounds.entrySet()) {
      String html =
          new ReportScene(folder, sound.getKey(), sound.getValue(), Map.of())
              .with("dry", sound.getValue())
              .html();
      assertThat(html).as(sound.getKey()).contains("<svg").doesNotContain("NaN");
      assertThat(html.contains("the first two of its 64 channels"))
          .isEqualTo(sound.getKey().equals("many.wav"));
      assertThat(html.contains("(silent)")).isEqualTo(sound.getKey().equals("silent.wav"));
    }
  }

  @Test
  void theRoomIsToldOctaveByOctave() throws IOException {
    Map<String, Object> octave =
        Map.of(
            "center_hz",
            500.0,
            "t60_s",
            1.2,
            "t60_relative_spread",
            0.03,
            "c50_db",
            -1.5,
            "drr_db",
            -4.0,
            "confidence",
            "high");
    String html =
        talk()
            .with(
                "measures",
                Map.of("t60_s", 1.24, "confidence", "medium", "octaves", List.of(octave)))
            .html();
    assertThat(html)
        .contains("T60 1.24 s")
        .contains("<th scope=\"row\">500 Hz</th><td class=\"n\">1.20 s</td>")
        .contains("±3 % (not audible)")
        .contains("−1.5 dB");
  }

  @Test
  void aSavedResponseIsShownAndMeasured() throws IOException {
    float[] h =
        new SyntheticRoom(16_000, Collections.nCopies(7, 0.8), 3, -80, 5).impulseResponse(2);
    String html =
        talk().with("ir", Audio.mono(h, 16_000)).with("measures", ReportScene.someRoom()).html();
    assertThat(html)
        .contains("id=\"response\"", "Energy decay per octave", "Its first 100 ms")
        .contains("the direct sound is at")
        .containsPattern(
            "<th scope=\"row\">1 kHz</th>.*0\\.(7[5-9]|8[0-5]) s.*<td>T30</td>.*straight");
    String silent = talk().with("ir", Audio.mono(new float[100], 16_000)).html();
    assertThat(silent).contains("id=\"response\"", "none can be told");
  }

  @Test
  void anInstrumentIsShownWithItsPitch() throws IOException {
    float[] tone = new float[2 * 16_000];
    for (int n = 0; n < tone.length; n++) {
      for (int k = 1; k < 6; k++) {
        tone[n] += (float) (0.1 / k * Math.sin(2 * Math.PI * 220 * k * n / 16_000.0));
      }
    }
    ReportScene scene =
        new ReportScene(folder, "tone.wav", Audio.mono(tone, 16_000), Map.of())
            .with("dry", Audio.mono(tone, 16_000));
    assertThat(scene.html()).doesNotContain("fundamental");
    String html = scene.with("measures", Map.of("model", "instrument")).html();
    assertThat(html).contains("Recording, its fundamental and partials", "var(--ink-overlay)");
  }

  @Test
  void howTheFitWentIsDrawnTermByTerm() throws IOException {
    Map<String, Object> loss =
        Map.of(
            "fit", "instrument and room",
            "terms", List.of("spectrum", "source"),
            "steps", List.of(0, 20, 30),
            "values", List.of(List.of(3, 1), List.of(2, 0.5), List.of(1.5, 0.25)));
    Map<String, Object> controls =
        Map.of(
            "step_s", 0.1,
            "f0_hz", List.of(220, 225, 440),
            "tones_db", List.of(-3, 0, -90),
            "noise_db", List.of(-30, -35, -20));
    Map<String, Object> fit = Map.of("from_s", 28, "losses", List.of(loss), "controls", controls);
    String html = talk().with("measures", Map.of("fit", fit)).html();
    assertThat(html)
        .contains("Fit of instrument and room: loss by term", "Of the stretch that begins at 28 s.")
        .contains("stopped after its 30 steps, the loss at 1.750 (from 4.000)")
        .contains("the last 10 steps took 30.0 % off it")
        .contains("What plays the dry sound: tones and noise", "between 220 and 225 Hz");
    assertThat(talk().with("measures", Map.of("fit", 3)).html()).doesNotContain("id=\"fit\"");
  }

  @Test
  void sameFilesSamePage() throws IOException {
    ReportScene scene = talk();
    assertThat(scene.html()).isEqualTo(scene.html());
  }

  @Test
  void anExistingPageStaysAndAMissingSoundIsNamed() throws IOException {
    ReportScene scene = talk();
    new Report(scene.subject(), scene.page()).write(false);
    assertThat(scene.page()).isNotEmptyFile();
    assertThatThrownBy(() -> new Report(scene.subject(), scene.page()).write(false))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("exists already");
    Files.delete(folder.resolve("talk_dry.wav"));
    assertThatThrownBy(scene::html)
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("talk_dry.wav")
        .hasMessageContaining("cannot be read");
  }

  @Test
  void fieldsThatAreNoResultSayWhatIsMissing() {
    assertThatThrownBy(() -> ReportSubject.of(Map.of("folder", "/")))
        .hasMessageContaining("\"input\" is missing");
  }
}

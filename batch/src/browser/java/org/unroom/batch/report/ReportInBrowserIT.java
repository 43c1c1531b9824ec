package org.unroom.batch.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.unroom.core.audio.Audio;
import org.unroom.core.loudness.Loudness;

class ReportInBrowserIT {
  private static final String STATE = "return window.unroomPlayer.state()";

  @TempDir Path temp;
  private Path folder;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    folder = temp.toRealPath();
    browser = new Browser();
  }

  @AfterEach
  void stop() throws IOException {
    browser.close();
  }

  private void openTalk() throws IOException {
    Audio wet = ReportScene.bursts(8, 16_000, 1, 0.9);
    Audio dry = ReportScene.bursts(8, 16_000, 1, 0.2);
    Audio soft = ReportScene.bursts(8, 16_000, 1, 0.5);
    for (int n = 0; n < soft.length(); n++) {
      soft.channel(0)[n] *= 0.05f;
    }
    ReportScene scene =
        new ReportScene(folder, "talk.wav", wet, Map.of())
            .with("dry", dry)
            .with("removed", wet.minus(dry))
            .with("resynth", soft)
            .with("measures", ReportScene.someRoom());
    open(scene);
  }

  private void open(ReportScene scene) throws IOException {
    Files.writeString(scene.page(), scene.html());
    // what the browser asked itself for at its start is not the page's
    browser.requests();
    browser.console();
    browser.open(scene.page());
    browser.await("await window.unroomPlayer.ready; await new Promise(r => setTimeout(r, 50));");
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> state() {
    return (Map<String, Object>) browser.run(STATE);
  }

  private double position() {
    return ((Number) state().get("position")).doubleValue();
  }

  private void press(CharSequence keys) {
    browser.driver().findElement(By.tagName("body")).sendKeys(keys);
  }

  private WebElement element(String id) {
    return browser.driver().findElement(By.id(id));
  }

  private void waitSeconds(double seconds) {
    browser.await("await new Promise(r => setTimeout(r, args[0]));", (long) (1000 * seconds));
  }

  @Test
  void opensFromTheDiskWithoutErrorsAndWithoutTheNetwork() throws IOException {
    openTalk();
    element("play").click();
    waitSeconds(0.3);
    assertThat(browser.console()).isEmpty();
    assertThat(browser.requests()).isNotEmpty().allMatch(url -> url.startsWith("file:"));
    assertThat(browser.requests()).isEmpty();
  }

  @Test
  void everyControlWorks() throws IOException {
    openTalk();
    assertThat(state()).containsEntry("playing", false).containsEntry("current", 0L);
    press(Keys.SPACE);
    waitSeconds(0.3);
    assertThat(state()).containsEntry("playing", true);
    assertThat(position()).isBetween(0.1, 3.0);
    press(Keys.SPACE);
    double paused = position();
    waitSeconds(0.2);
    assertThat(position()).isEqualTo(paused);
    for (String key : List.of("2", "3", "4", "1", "2")) {
      press(key);
      assertThat(state()).containsEntry("current", Long.parseLong(key) - 1);
    }
    press("9");
    assertThat(state()).containsEntry("current", 1L);
    List<WebElement> sounds = browser.driver().findElements(By.name("sound"));
    sounds.get(2).click();
    assertThat(state()).containsEntry("current", 2L);
    sounds.get(2).sendKeys(Keys.ARROW_RIGHT);
    assertThat(state()).containsEntry("current", 3L);
    browser.run(
        "const p = document.getElementById('position'); p.value = 5;"
            + "p.dispatchEvent(new Event('input'))");
    assertThat(position()).isCloseTo(5, within(0.011));
    assertThat(element("time").getText()).startsWith("0:05.0");
    element("loop-start-here").click();
    browser.run(
        "const p = document.getElementById('position'); p.value = 5.4;"
            + "p.dispatchEvent(new Event('input'))");
    element("loop-end-here").click();
    element("loop").click();
    element("play").click();
    waitSeconds(1.5);
    assertThat(state()).containsEntry("playing", true);
    assertThat(position()).isBetween(4.98, 5.42);
    element("loop").click();
    element("matched").click();
    assertThat(element("matched").isSelected()).isFalse();
    browser.run(
        "const v = document.getElementById('volume'); v.value = 0.3;"
            + "v.dispatchEvent(new Event('input'))");
    element("play").click();
    assertThat(state()).containsEntry("playing", false);
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void playingEndsAtTheEnd() throws IOException {
    openTalk();
    browser.run(
        "const p = document.getElementById('position'); p.value = 7.7;"
            + "p.dispatchEvent(new Event('input'))");
    press(Keys.SPACE);
    waitSeconds(1);
    assertThat(state()).containsEntry("playing", false);
    assertThat(position()).isEqualTo(8);
    press(Keys.SPACE);
    waitSeconds(0.2);
    assertThat(state()).containsEntry("playing", true);
    assertThat(position()).isLessThan(7);
  }

  @Test
  void switchingKeepsThePosition() throws IOException {
    openTalk();
    press(Keys.SPACE);
    waitSeconds(0.3);
    for (int i = 0; i < 12; i++) {
      // clock and position in one script: what lies between them is the switch alone
      Object moved =
          browser.run(
              "const p = window.unroomPlayer; const t = performance.now();"
                  + "const before = p.state().position;"
                  + "document.body.dispatchEvent("
                  + "new KeyboardEvent('keydown', {key: String(arguments[0]), bubbles: true}));"
                  + "return p.state().position - before - (performance.now() - t) / 1000;",
              1 + i % 4);
      assertThat(((Number) moved).doubleValue()).isCloseTo(0, within(0.02));
      Object faded =
          browser.await(
              "const p = window.unroomPlayer; const end = performance.now() + 5000;"
                  + "const only = () => p.state().gains.every((g, i) => (g > 0) === (i === args[0]));"
                  + "while (!only() && performance.now() < end)"
                  + " await new Promise(r => setTimeout(r, 5));"
                  + "return only() ? 'one sounds' : JSON.stringify(p.state());",
              i % 4);
      assertThat(faded).isEqualTo("one sounds");
    }
  }

  /** What the player plays of a track, through the browser's own decoder and the player's gain. */
  private Audio played(int track) {
    String base64 =
        (String)
            browser.await(
                "const p = window.unroomPlayer; const b = p.tracks[args[0]].buffer;"
                    + "const x = b.getChannelData(0).map(v => v * p.levelOf(args[0]));"
                    + "const bytes = new Uint8Array(x.buffer); let s = '';"
                    + "for (let i = 0; i < bytes.length; i += 32768)"
                    + " s += String.fromCharCode(...bytes.subarray(i, i + 32768));"
                    + "return btoa(s);",
                track);
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
    float[] x = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(x);
    return Audio.mono(x, 48_000);
  }

  @Test
  void allSoundsAreEquallyLoudAndBeginTogether() throws IOException {
    openTalk();
    List<Double> lufs = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Audio sound = played(i);
      Loudness meter = new Loudness(48_000, 1);
      meter.write(new float[][] {sound.channel(0)}, 0, sound.length());
      lufs.add(meter.integratedLufs());
      lengths.add(sound.length());
    }
    assertThat(lufs).allSatisfy(l -> assertThat(l).isCloseTo(lufs.get(0), within(0.3)));
    assertThat(lengths).allMatch(length -> length.equals(lengths.get(0)));
  }

  @Test
  void picturesShowThePositionAndTakeClicks() throws IOException {
    openTalk();
    Object moved =
        browser.run(
            "const box = document.querySelectorAll('.timed')[1]; const r = box.getBoundingClientRect();"
                + "const l = Number(box.dataset.left), q = Number(box.dataset.right);"
                + "box.dispatchEvent(new MouseEvent('click', {bubbles: true,"
                + " clientX: r.left + r.width * (l + (q - l) / 4), clientY: r.top + 20}));"
                + "return [...document.querySelectorAll('.playhead')].map(h => h.style.left)");
    assertThat(position()).isCloseTo(2, within(0.02));
    assertThat((List<?>) moved).hasSize(5).noneMatch(""::equals);
  }

  @Test
  void hostileNamesStayText() throws IOException {
    String evil = "<img src=x onerror=window.hacked=1>\u202e.wav";
    open(
        new ReportScene(folder, evil, ReportScene.bursts(1, 16_000, 1, 0.5), Map.of())
            .with("dry", ReportScene.bursts(1, 16_000, 1, 0.2))
            .with("headline", "<script>window.hacked=1</script>")
            .with("warnings", List.of("</ul><svg onload=window.hacked=1>")));
    assertThat(browser.run("return window.hacked")).isNull();
    assertThat(browser.run("return document.querySelectorAll('img, svg[onload]').length"))
        .isEqualTo(0L);
    assertThat(browser.driver().findElement(By.tagName("h1")).getText()).contains("<img src=x");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void axeFindsNothingSeriousInLightDarkAndOnAPhone() throws IOException {
    openTalk();
    assertThat((List<?>) browser.axe()).isEmpty();
    browser.dark(true);
    assertThat((List<?>) browser.axe()).isEmpty();
    browser.size(390, 844);
    assertThat((List<?>) browser.axe()).isEmpty();
    assertThat(
            browser.run(
                "const e = document.documentElement; return e.scrollWidth - e.clientWidth"))
        .isEqualTo(0L);
  }

  @Test
  void strangeRecordingsHavePagesWithoutErrors() throws IOException {
    Map<String, Audio> sounds =
        Map.of(
            "silent.wav", new Audio(new float[2][48_000], 48_000),
            "one.wav", new Audio(new float[][] {{0.5f}}, 48_000),
            "many.wav", ReportScene.bursts(1, 16_000, 64, 0.4),
            "fast.wav", ReportScene.bursts(2, 192_000, 2, 0.4));
    for (Map.Entry<String, Audio> sound : sounds.entrySet()) {
      open(
          new ReportScene(folder, sound.getKey(), sound.getValue(), Map.of())
              .with("dry", sound.getValue()));
      press(Keys.SPACE);
      waitSeconds(0.2);
      assertThat(browser.console()).as(sound.getKey()).isEmpty();
      look(sound.getKey().replace(".wav", "") + ".png");
    }
  }

  @Test
  void lookAtIt() throws IOException {
    openTalk();
    look("light.png");
    browser.dark(true);
    look("dark.png");
    browser.dark(false);
    browser.size(390, 844);
    look("phone.png");
    assertThat(Path.of("target/report-screenshots/phone.png")).isNotEmptyFile();
  }

  private void look(String name) throws IOException {
    browser.screenshot(Path.of("target/report-screenshots").resolve(name));
    browser.size(1100, 900);
  }
}

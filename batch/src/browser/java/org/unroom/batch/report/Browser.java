package org.unroom.batch.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium with a profile of its own, for one test. */
final class Browser implements AutoCloseable {
  private static final String AXE = "/axe.min.js";

  private final ChromeDriver driver;
  private final Path profile;

  Browser() throws IOException {
    profile = Files.createTempDirectory("unroom-browser");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium", "chromium-browser", "google-chrome").toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--autoplay-policy=user-gesture-required",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program("chromedriver").toFile())
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    size(1100, 900);
  }

  /** A program on the PATH, or a failure that says what to install. */
  private static Path program(String... names) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      for (String name : names) {
        Path file = Path.of(folder, name);
        if (Files.isExecutable(file)) {
          return file;
        }
      }
    }
    throw new IllegalStateException(
        "none of %s is on the PATH; Debian: apt-get install chromium chromium-driver"
            .formatted(Arrays.toString(names)));
  }

  void size(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
    // a window cannot be narrower than 500 px, a page can
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
  }

  void dark(boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  void open(Path page) {
    driver.get(page.toUri().toString());
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Runs a script that returns a promise. */
  Object await(String promise, Object... arguments) {
    return driver.executeAsyncScript(
        "const done = arguments[arguments.length - 1]; const args = arguments;"
            + "(async () => { " + promise + " })().then(done, e => done('failed: ' + e));",
        arguments);
  }

  ChromeDriver driver() {
    return driver;
  }

  /** What the console was told since the last call. */
  List<String> console() {
    List<String> lines = new ArrayList<>();
    driver.manage().logs().get(LogType.BROWSER).forEach(entry -> lines.add(entry.getMessage()));
    return lines;
  }

  /** Addresses that were asked for, other than data inside the page. */
  List<String> requests() {
    List<String> addresses = new ArrayList<>();
    driver
        .manage()
        .logs()
        .get(LogType.PERFORMANCE)
        .forEach(
            entry -> {
              String message = entry.getMessage();
              if (message.contains("\"Network.requestWillBeSent\"")) {
                String url = message.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1");
                if (!url.startsWith("data:")) {
                  addresses.add(url);
                }
              }
            });
    return addresses;
  }

  /** Serious and critical findings of axe-core, a line each. */
  Object axe() throws IOException {
    try (InputStream in = Browser.class.getResourceAsStream(AXE)) {
      driver.executeScript(new String(in.readAllBytes(), UTF_8));
    }
    return await(
        "const r = await axe.run(document, {resultTypes: ['violations']});"
            + "return r.violations.filter(v => ['serious', 'critical'].includes(v.impact))"
            + ".map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 120)).join(' | '));");
  }

  /** A picture of the whole page. */
  void screenshot(Path file) throws IOException {
    Number height = (Number) run("return document.documentElement.scrollHeight");
    Number width = (Number) run("return document.documentElement.clientWidth");
    size(width.intValue(), height.intValue());
    Files.createDirectories(file.getParent());
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() throws IOException {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    }
  }
}

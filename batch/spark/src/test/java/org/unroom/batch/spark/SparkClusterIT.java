package org.unroom.batch.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.batch.journal.FileDigest;

/**
 * A standalone cluster on loopback, started from Maven's jars alone: a master, two workers with one
 * executor each, real recordings; one executor is killed in the middle. The outputs are those of
 * the local engine.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SparkClusterIT {
  private static final Path HOME = Path.of(System.getProperty("unroom.spark.home"));
  private static final Path ROOT = Path.of(System.getProperty("unroom.root"));
  private static final String HERE = "127.0.0.1";
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";
  private static final List<String> NAMES =
      List.of(
          "interview_dry_16k.flac",
          "interview_hall_16k.flac",
          "interview_study_16k.flac",
          "reading_office_44k.flac",
          "lecture_booth_48k.flac",
          "song_dry_44k.flac");

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endAll() throws InterruptedException {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  private Process spark(String heap, String mainClass, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    // what Spark's own scripts open for it
    for (String opened : List.of("java.lang", "java.lang.invoke", "java.nio", "sun.nio.ch")) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", HOME.resolve("jars") + "/*", mainClass));
    command.addAll(List.of(words));
    return start(mainClass, command);
  }

  private Process start(String name, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SPARK_HOME", HOME.toString());
    builder.environment().put("SPARK_LOCAL_IP", HERE);
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("UNROOM_BUILD", "never");
    builder
        .environment()
        .put(
            "UNROOM_JAVA_OPTS",
            "-Xmx1g -Dspark.driver.host=%s -Dspark.driver.bindAddress=%s".formatted(HERE, HERE));
    Path log = Files.createTempFile(folder, name.replaceFirst(".*\\.", ""), ".log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    started.add(process);
    return process;
  }

  private Process batch(Path in, Path out, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ROOT.resolve("unroom").toString(),
                "batch",
                in.toString(),
                "-o",
                out.toString(),
                "--duration",
                "4"));
    command.addAll(List.of(more));
    return start("unroom", command);
  }

  @Test
  void clusterThatLosesAnExecutorMakesTheLocalEnginesBytes() throws Exception {
    Path in = recordings(NAMES);
    Path local = folder.resolve("local");
    assertThat(batch(in, local).waitFor()).isZero();

    String port = freePort();
    String master = "spark://" + HERE + ":" + port;
    spark(
        "256m",
        "org.apache.spark.deploy.master.Master",
        "--host",
        HERE,
        "--port",
        port,
        "--webui-port",
        "0");
    List<Process> workers = new ArrayList<>();
    for (String name : List.of("worker1", "worker2")) {
      workers.add(
          spark(
              "256m",
              "org.apache.spark.deploy.worker.Worker",
              "--host",
              HERE,
              "--cores",
              "1",
              "--memory",
              "1100m",
              "--webui-port",
              "0",
              "--work-dir",
              folder.resolve(name).toString(),
              master));
    }
    Path out = folder.resolve("spark");
    Process driver = batch(in, out, "--engine", "spark", "--master", master);
    ProcessHandle executor = executorAtWork(driver, workers, out);
    assertThat(executor.destroyForcibly()).isTrue();
    assertThat(driver.waitFor()).as(logs()).isZero();

    assertThat(outputs(out)).isEqualTo(outputs(local)).hasSizeGreaterThan(NAMES.size());
    assertThat(
            Files.readString(out.resolve("summary.csv")).lines().filter(l -> l.contains(",done,")))
        .hasSize(NAMES.size());
  }

  @Test
  void sparkSubmitDoesTheSame() throws Exception {
    Path in = recordings(NAMES.subList(0, 2));
    Path local = folder.resolve("local");
    assertThat(batch(in, local).waitFor()).isZero();

    Path out = folder.resolve("submitted");
    Process driver =
        spark(
            "1g",
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            "local[2]",
            ROOT.resolve("batch/spark/target/unroom-spark/unroom-spark.jar").toString(),
            "batch",
            in.toString(),
            "-o",
            out.toString(),
            "--engine",
            "spark",
            "--duration",
            "4");
    assertThat(driver.waitFor()).as(logs()).isZero();
    assertThat(outputs(out)).isEqualTo(outputs(local)).hasSizeGreaterThan(2);
  }

  private Path recordings(List<String> names) throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    for (String name : names) {
      Files.copy(ROOT.resolve("test-audio").resolve(name), in.resolve(name));
    }
    return in;
  }

  /** An executor, when the first job has been recorded and others are under way. */
  private ProcessHandle executorAtWork(Process driver, List<Process> workers, Path out)
      throws Exception {
    while (driver.isAlive()) {
      List<ProcessHandle> executors =
          workers.stream()
              .flatMap(Process::descendants)
              .filter(SparkClusterIT::isExecutor)
              .toList();
      Path journal = out.resolve("unroom-journal.log");
      if (executors.size() == workers.size()
          && Files.exists(journal)
          && Files.readString(journal).contains("\"status\":\"done\"")) {
        return executors.get(0);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IllegalStateException("ended before an executor could be killed: " + logs());
  }

  private static boolean isExecutor(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains(EXECUTOR);
  }

  private String logs() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
        text.append(file.getFileName()).append(":\n").append(Files.readString(file)).append('\n');
      }
    }
    return text.toString();
  }

  private static Map<String, String> outputs(Path out) throws Exception {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.filter(f -> f.toString().matches(".*_(dry|ir)\\.\\w+")).toList()) {
        hashes.put(file.getFileName().toString(), FileDigest.of(file, "").sha256());
      }
    }
    return hashes;
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return Integer.toString(socket.getLocalPort());
    }
  }
}

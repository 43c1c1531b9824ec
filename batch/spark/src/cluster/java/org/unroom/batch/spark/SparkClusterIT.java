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
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
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

  @Test
  void recordingsOnHdfsGiveTheLocalEnginesBytesToHdfs() throws Exception {
    Path in = recordings(NAMES.subList(0, 2));
    Path local = folder.resolve("local");
    assertThat(batch(in, local, "--report").waitFor()).isZero();

    Configuration conf = new Configuration();
    conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
    try (MiniDFSCluster cluster = new MiniDFSCluster.Builder(conf).build()) {
      cluster.waitActive();
      String root = cluster.getURI() + "/shared folder";
      FileSystem hdfs = cluster.getFileSystem();
      org.apache.hadoop.fs.Path sounds = new org.apache.hadoop.fs.Path(root, "in/day 1");
      for (String name : NAMES.subList(0, 2)) {
        hdfs.copyFromLocalFile(
            new org.apache.hadoop.fs.Path(in.resolve(name).toUri()),
            new org.apache.hadoop.fs.Path(sounds, name));
      }
      String out = root + "/out";
      Path journal = folder.resolve("journal");
      assertThat(onHdfs(root, out, journal).waitFor()).as(logs()).isZero();
      assertThat(outputs(fetched(hdfs, out))).isEqualTo(outputs(local)).hasSize(3);
      assertThat(hdfs.exists(new org.apache.hadoop.fs.Path(out, "summary.csv"))).isTrue();
      assertThat(hdfs.exists(new org.apache.hadoop.fs.Path(out, "summary.html"))).isTrue();

      // its job is done again, the other is not
      org.apache.hadoop.fs.Path lost =
          new org.apache.hadoop.fs.Path(out, "day 1/interview_hall_16k_dry.flac");
      assertThat(hdfs.delete(lost, false)).isTrue();
      long before = hdfs.getFileStatus(lost.getParent()).getModificationTime();
      assertThat(onHdfs(root, out, journal, "--resume").waitFor()).as(logs()).isZero();
      assertThat(outputs(fetched(hdfs, out))).isEqualTo(outputs(local));
      assertThat(hdfs.getFileStatus(lost).getModificationTime()).isGreaterThan(before);
      assertThat(Files.readString(journal.resolve("unroom-journal.log")).lines())
          .filteredOn(line -> line.contains("\"status\":\"done\""))
          .hasSize(3);
    }
  }

  private Process onHdfs(String root, String out, Path journal, String... more) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                ROOT.resolve("unroom").toString(),
                "batch",
                root + "/in",
                "-o",
                out,
                "--journal",
                journal.toString(),
                "--engine",
                "spark",
                "--master",
                "local[2]",
                "--report",
                "--duration",
                "4"));
    words.addAll(List.of(more));
    return start("unroom", words);
  }

  /** What HDFS holds, in one folder of this machine. */
  private Path fetched(FileSystem hdfs, String out) throws IOException {
    Path here = Files.createTempDirectory(folder, "fetched");
    for (FileStatus file : hdfs.listStatus(new org.apache.hadoop.fs.Path(out, "day 1"))) {
      hdfs.copyToLocalFile(
          false,
          file.getPath(),
          new org.apache.hadoop.fs.Path(here.resolve(file.getPath().getName()).toUri()),
          true);
    }
    return here;
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

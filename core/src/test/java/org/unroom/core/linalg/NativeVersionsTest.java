package org.unroom.core.linalg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J, OpenBLAS and FFmpeg run in one JVM, and none of them writes to the terminal. */
class NativeVersionsTest {
  /** Run in a JVM of its own, as a test runner's terminal is not ours. */
  public static void main(String[] args) {
    try (INDArray a = Nd4j.ones(8, 8);
        INDArray b = a.mmul(a)) {
      if (b.getFloat(3, 4) != 8f || avutil.avutil_version() == 0) {
        throw new IllegalStateException("wrong product");
      }
    }
  }

  @Test
  void versionsMatchAndNothingIsPrinted() throws IOException, InterruptedException {
    List<String> flags =
        Runtime.version().feature() < 23
            ? List.of()
            : List.of("--sun-misc-unsafe-memory-access=allow");
    List<String> command =
        Stream.of(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                flags.stream(),
                Stream.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dorg.nd4j.log.initialization=false",
                    "-Dorg.bytedeco.javacpp.logger=slf4j",
                    "-cp",
                    System.getProperty("java.class.path"),
                    NativeVersionsTest.class.getName()))
            .flatMap(s -> s)
            .toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed).isEmpty();
  }
}

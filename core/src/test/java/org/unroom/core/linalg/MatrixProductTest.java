package org.unroom.core.linalg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.testkit.NaiveTwin;
import org.unroom.core.testkit.SeededNoise;

class MatrixProductTest {
  /** Sums of a thousand products in single precision. */
  private static final double FLOAT_SUM = 3e-6;

  @ParameterizedTest
  @CsvSource({"1,1,1", "1,7,3", "5,1,2", "3,5,7", "4,4,16", "17,9,1001", "26,11,129"})
  void isTheProduct(int rows, int columns, int inner) {
    float[][] a = noise(rows, inner, 1);
    float[][] b = noise(columns, inner, 2);
    try (MatrixProduct product = new MatrixProduct(rows, columns, inner)) {
      for (int m = 0; m < rows; m++) {
        product.putA(m, 0, a[m], 0, inner);
      }
      for (int n = 0; n < columns; n++) {
        product.putB(n, 0, b[n], 0, inner);
      }
      product.compute();
      assertIsProduct(product, a, b);
    }
  }

  @Test
  void takesRowsInPiecesAndForgetsTheProductBefore() {
    float[][] a = noise(3, 10, 3);
    float[][] b = noise(2, 10, 4);
    try (MatrixProduct product = new MatrixProduct(3, 2, 10)) {
      for (float[][] left : new float[][][] {noise(3, 10, 5), a}) {
        for (int m = 0; m < 3; m++) {
          product.putA(m, 4, left[m], 4, 6);
          product.putA(m, 0, left[m], 0, 4);
        }
        for (int n = 0; n < 2; n++) {
          product.putB(n, 0, b[n], 0, 10);
        }
        product.compute();
      }
      assertIsProduct(product, a, b);
    }
  }

  /**
   * Sums split over threads round otherwise, so the bytes of a result would depend on them. In a
   * Java of its own, for ND4J asks for threads when it starts, and not where it may not log.
   */
  @Test
  void usesOneThreadWhateverTheEnvironmentSays() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Threads.class.getName());
    builder.environment().put("OMP_NUM_THREADS", "2");
    Process child = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    assertThat(new String(child.getInputStream().readAllBytes(), UTF_8))
        .endsWith("threads a product: 1" + System.lineSeparator());
  }

  /** Tells how many threads a product is made by. */
  static final class Threads {
    private Threads() {}

    /** No words. */
    public static void main(String[] words) {
      try (MatrixProduct product = new MatrixProduct(1, 1, 1)) {
        product.compute();
        System.out.println("threads a product: " + openblas_nolapack.blas_get_num_threads());
      }
    }
  }

  @Test
  void writesNothingOutsideOfItsMatrices() {
    try (MatrixProduct product = new MatrixProduct(3, 2, 10)) {
      assertThatThrownBy(() -> product.putA(3, 0, new float[10], 0, 10))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining("row 3 of 3");
      assertThatThrownBy(() -> product.putB(1, 5, new float[10], 0, 6))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining("columns 5 to 11 of 10");
      assertThatThrownBy(() -> product.putB(-1, 0, new float[10], 0, 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void needsAtLeastOneOfEach() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MatrixProduct(3, 0, 10))
        .withMessageContaining("columns=0");
  }

  private static void assertIsProduct(MatrixProduct product, float[][] a, float[][] b) {
    float[] column = new float[a.length];
    for (int n = 0; n < b.length; n++) {
      float[] expected = new float[a.length];
      for (int m = 0; m < a.length; m++) {
        double sum = 0;
        for (int t = 0; t < a[m].length; t++) {
          sum += (double) a[m][t] * b[n][t];
        }
        expected[m] = (float) sum;
      }
      product.getColumn(n, column);
      assertThat(column).hasSize(a.length);
      NaiveTwin.assertClose("column " + n, column, expected, FLOAT_SUM);
    }
  }

  private static float[][] noise(int rows, int columns, long seed) {
    float[][] x = new float[rows][];
    for (int i = 0; i < rows; i++) {
      x[i] = SeededNoise.gaussian(columns, 100 * seed + i);
    }
    return x;
  }
}

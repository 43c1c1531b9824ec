package org.unroom.core.linalg;

import java.util.concurrent.CompletableFuture;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products of matrices with long rows, {@code C[m][n] = sum over t of A[m][t] B[n][t]}, on ND4J's
 * OpenBLAS in single precision. The three matrices live outside the Java heap and are made once;
 * rows are copied in (0.25 ns a number), the product is computed in place, columns of C are copied
 * out. With rows of some thousand numbers this is 15 to 20 times faster than loops in Java. One
 * object for each thread.
 */
public final class MatrixProduct implements AutoCloseable {
  static {
    // one thread a product: ours work side by side, and a shared sum would depend on their number;
    // ND4J asks for as many as OMP_NUM_THREADS or the machine has when it starts, so it is first
    Nd4j.getBlasWrapper();
    openblas_nolapack.blas_set_num_threads(1);
  }

  private final int rows;
  private final int columns;
  private final int inner;
  private final INDArray a;
  private final INDArray b;
  private final INDArray c;
  private final FloatPointer intoA;
  private final FloatPointer intoB;
  private final FloatPointer outOfC;

  /**
   * Makes room for the matrices.
   *
   * @param rows M, rows of A and C, at least 1
   * @param columns N, rows of B and columns of C, at least 1
   * @param inner T, length of the rows of A and B, at least 1
   */
  public MatrixProduct(int rows, int columns, int inner) {
    if (rows < 1 || columns < 1 || inner < 1) {
      throw new IllegalArgumentException(
          "rows=%d, columns=%d, inner=%d must all be at least 1".formatted(rows, columns, inner));
    }
    this.rows = rows;
    this.columns = columns;
    this.inner = inner;
    this.a = Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, inner}, 'c');
    this.b = Nd4j.createUninitialized(DataType.FLOAT, new long[] {columns, inner}, 'c');
    this.c = Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, columns}, 'f');
    this.intoA = floats(a);
    this.intoB = floats(b);
    this.outOfC = floats(c);
  }

  /**
   * Loads ND4J in the background, which takes most of a second, so that it is there when the first
   * product is made.
   */
  public static void warmUp() {
    CompletableFuture<Void> unused = CompletableFuture.runAsync(MatrixProduct::tryOut);
  }

  private static void tryOut() {
    try (MatrixProduct product = new MatrixProduct(1, 1, 1)) {
      product.putA(0, 0, new float[] {1}, 0, 1);
      product.putB(0, 0, new float[] {1}, 0, 1);
      product.compute();
    }
  }

  /** Writes {@code count} numbers into row m of A, from column {@code at} on. */
  public void putA(int m, int at, float[] from, int first, int count) {
    put(intoA, m, rows, at, from, first, count);
  }

  /** Writes {@code count} numbers into row n of B, from column {@code at} on. */
  public void putB(int n, int at, float[] from, int first, int count) {
    put(intoB, n, columns, at, from, first, count);
  }

  /** Computes C. */
  public void compute() {
    Nd4j.gemm(a, b, c, false, true, 1.0, 0.0);
  }

  /** Copies column n of C, M numbers. */
  public void getColumn(int n, float[] into) {
    outOfC.position((long) n * rows).get(into, 0, rows);
  }

  private void put(
      FloatPointer to, int row, int rowCount, int at, float[] from, int first, int count) {
    if (row < 0 || row >= rowCount || at < 0 || count < 0 || at + count > inner) {
      throw new IndexOutOfBoundsException(
          "row %d of %d, columns %d to %d of %d".formatted(row, rowCount, at, at + count, inner));
    }
    to.position((long) row * inner + at).put(from, first, count);
  }

  private static FloatPointer floats(INDArray array) {
    return new FloatPointer(array.data().pointer());
  }

  /** Frees the matrices. */
  @Override
  public void close() {
    a.close();
    b.close();
    c.close();
  }
}

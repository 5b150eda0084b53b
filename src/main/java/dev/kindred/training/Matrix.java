package dev.kindred.training;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/// A dense matrix of floats by rows, at most 2³¹ of them, with the two operations that the closed
/// forms need, on all cores. Both come down to products of blocks (`sgemm` of netlib, which uses
/// the Vector API).
final class Matrix {
  private static final BLAS BLOCKS = blas();

  /// Rows of a block: 256 of them and as many columns lie in the second-level cache.
  private static final int BLOCK = 256;

  private final int rows;
  private final int columns;
  private final float[] values;

  Matrix(int rows, int columns) {
    this(rows, columns, new float[Math.multiplyExact(rows, columns)]);
  }

  /// @param values by rows, not copied
  Matrix(int rows, int columns, float[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /// The one in Java; the library is told not to look for a native one, and not to say which it
  /// took.
  private static BLAS blas() {
    System.setProperty("dev.ludovic.netlib.blas.allowNative", "false");
    Logger log = Logger.getLogger("dev.ludovic.netlib.blas");
    log.setLevel(Level.WARNING);
    try {
      return JavaBLAS.getInstance();
    } finally {
      Reference.reachabilityFence(log); // its level would be forgotten with it
    }
  }

  int rows() {
    return rows;
  }

  float get(int row, int column) {
    return values[row * columns + column];
  }

  void add(int row, int column, float value) {
    values[row * columns + column] += value;
  }

  /// The array behind it, by rows.
  float[] values() {
    return values;
  }

  void addToDiagonal(float value) {
    for (int i = 0; i < rows; i++) add(i, i, value);
  }

  /// Replaces a symmetric positive definite matrix by its inverse; reads its lower triangle only.
  /// Sweeps one block of columns after another (Goodnight, The American Statistician 1979, in
  /// blocks), which keeps it symmetric: n³ operations, nearly all in products of blocks. The loss
  /// is that of single precision times the condition number: meant for ridges, whose penalty bounds
  /// it.
  ///
  /// @throws ArithmeticException when it is not positive definite
  void invert() {
    for (int from = 0; from < rows; from += BLOCK) sweep(from, Math.min(BLOCK, rows - from));
    IntStream.range(0, blocks())
        .parallel()
        .forEach(block -> {
          for (int i = block * BLOCK; i < end(block); i++) {
            for (int j = 0; j <= i; j++) values[i * columns + j] = -values[i * columns + j];
          }
        });
    IntStream.range(0, blocks())
        .parallel()
        .forEach(block -> {
          for (int i = block * BLOCK; i < end(block); i++) {
            for (int j = i + 1; j < rows; j++) values[i * columns + j] = values[j * columns + i];
          }
        });
  }

  private int blocks() {
    return (rows + BLOCK - 1) / BLOCK;
  }

  private int end(int block) {
    return Math.min(rows, (block + 1) * BLOCK);
  }

  private void sweep(int from, int width) {
    float[] pivot = inverse(from, width);
    float[] across = new float[width * rows]; // the block of columns, transposed
    float[] down = new float[rows * width]; // the same times the inverse of the pivot
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < width; i++) {
        int a = Math.max(from + i, j);
        int b = Math.min(from + i, j);
        across[i * rows + j] = values[a * columns + b];
      }
    }
    IntStream.range(0, blocks())
        .parallel()
        .forEach(block -> {
          int first = block * BLOCK;
          int height = end(block) - first;
          // down = acrossᵀ · pivot
          BLOCKS.sgemm(
              "N",
              "T",
              width,
              height,
              width,
              1,
              pivot,
              0,
              width,
              across,
              first,
              rows,
              0,
              down,
              first * width,
              width);
          BLOCKS.sgemm(
              "N",
              "N",
              end(block),
              height,
              width,
              -1,
              across,
              0,
              rows,
              down,
              first * width,
              width,
              1,
              values,
              first * columns,
              columns);
        });
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < width; i++) {
        if (j >= from + width) values[j * columns + from + i] = down[j * width + i];
        else if (j < from) values[(from + i) * columns + j] = down[j * width + i];
      }
    }
    for (int i = 0; i < width; i++)
      for (int j = 0; j < width; j++)
        values[(from + i) * columns + from + j] = -pivot[i * width + j];
  }

  /// The inverse of a block on the diagonal, by Gauss and Jordan in double precision.
  private float[] inverse(int from, int width) {
    double[] a = new double[width * width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < width; j++)
        a[i * width + j] = get(from + Math.max(i, j), from + Math.min(i, j));
    }
    for (int k = 0; k < width; k++) {
      double pivot = a[k * width + k];
      if (!(pivot > 0))
        throw new ArithmeticException(
            "not positive definite: pivot " + pivot + " in row " + (from + k));
      a[k * width + k] = 1;
      for (int j = 0; j < width; j++) a[k * width + j] /= pivot;
      for (int i = 0; i < width; i++) {
        if (i == k) continue;
        double factor = a[i * width + k];
        a[i * width + k] = 0;
        for (int j = 0; j < width; j++) a[i * width + j] -= factor * a[k * width + j];
      }
    }
    float[] inverse = new float[a.length];
    for (int i = 0; i < a.length; i++) inverse[i] = (float) a[i];
    return inverse;
  }

  /// Replaces this square matrix by its product with another of as many rows and columns.
  void multiply(Matrix other) {
    IntStream.range(0, blocks())
        .parallel()
        .forEach(block -> {
          int first = block * BLOCK;
          int height = end(block) - first;
          float[] strip = Arrays.copyOfRange(values, first * columns, end(block) * columns);
          Arrays.fill(values, first * columns, end(block) * columns, 0);
          for (int inner = 0; inner < columns; inner += BLOCK) {
            BLOCKS.sgemm(
                "N",
                "N",
                other.columns,
                height,
                Math.min(BLOCK, columns - inner),
                1,
                other.values,
                inner * other.columns,
                other.columns,
                strip,
                inner,
                columns,
                1,
                values,
                first * columns,
                columns);
          }
        });
  }
}

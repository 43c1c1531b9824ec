package org.unroom.core.media;

/**
 * How one sample is stored in a file. Integer formats lie on the grid {@code k / 2^(bits-1)}, k =
 * −2^(bits−1) … 2^(bits−1)−1, with full scale at ±1; unsigned 8 bit is the same grid, stored with
 * an offset. Up to 24 bits the grid fits into a {@code float} exactly; 32-bit integers and 64-bit
 * floats are carried with the 24 bits of a {@code float}.
 */
public enum SampleFormat {
  /** 8-bit integer. */
  U8("u8", 8, false),
  /** 16-bit integer. */
  S16("s16", 16, false),
  /** 24-bit integer. */
  S24("s24", 24, false),
  /** 32-bit integer. */
  S32("s32", 32, false),
  /** 32-bit float. */
  F32("f32", 32, true),
  /** 64-bit float. */
  F64("f64", 64, true);

  private final String label;
  private final int bits;
  private final boolean isFloat;

  SampleFormat(String label, int bits, boolean isFloat) {
    this.label = label;
    this.bits = bits;
    this.isFloat = isFloat;
  }

  /** Short name, such as {@code s24}. */
  public String label() {
    return label;
  }

  /** Stored bits of a sample. */
  public int bits() {
    return bits;
  }

  /** Stored bytes of a sample. */
  public int bytes() {
    return bits / 8;
  }

  /** Whether samples beyond full scale can be stored. */
  public boolean isFloat() {
    return isFloat;
  }

  /** Whether {@code float} holds every value of this format. */
  public boolean fitsFloat() {
    return this != S32 && this != F64;
  }

  /** Grid steps from 0 to full scale, 2^(bits−1); 1 for the float formats, which have no grid. */
  public double stepsToFullScale() {
    return isFloat ? 1 : Math.scalb(1.0, bits - 1);
  }

  /** In words, such as {@code 24-bit integer}. */
  public String description() {
    return bits + (isFloat ? "-bit float" : "-bit integer");
  }
}

package org.unroom.core.plot;

import java.awt.Color;

/**
 * The colours of charts. Each has a fixed value for files that stand alone, on white, and the name
 * of the CSS variable that takes its place in a page, where light and dark give it other values.
 * The six of {@link #ofSeries} are those that M. Okabe and K. Ito ("Color universal design", 2008)
 * found to be told apart by all readers, darkened where white is behind them.
 */
public enum Ink {
  /** Letters, ticks, frames. */
  TEXT(0x22262b),
  /** Lines of the grid. */
  GRID(0xd4d8dd),
  /** Marks such as the direct sound. */
  MARK(0x6b7280),
  /** First series. */
  BLUE(0x0072b2),
  /** Second series. */
  VERMILION(0xd55e00),
  /** Third series. */
  GREEN(0x008f68),
  /** Fourth series. */
  PURPLE(0xb0558a),
  /** Fifth series. */
  SKY(0x3a9bd9),
  /** Sixth series. */
  OCHRE(0xb8860b),
  /** Seventh series. */
  BROWN(0x7a4a2b),
  /** What lies over a spectrogram. */
  OVERLAY(0x67f5e4);

  private static final Ink[] SERIES = {BLUE, VERMILION, GREEN, PURPLE, SKY, OCHRE, BROWN, MARK};

  private final int rgb;

  Ink(int rgb) {
    this.rgb = rgb;
  }

  /** The value on white. */
  public Color color() {
    return new Color(rgb);
  }

  /** The colour of series i = 0, 1, ...; they repeat after eight. */
  public static Ink ofSeries(int i) {
    return SERIES[i % SERIES.length];
  }

  /** The CSS variable's name, such as {@code --ink-text}. */
  public String variable() {
    return "--ink-" + name().toLowerCase(java.util.Locale.ROOT);
  }

  /** As SVG writes it, such as {@code rgb(34,38,43)}. */
  String inSvg() {
    return "rgb(%d,%d,%d)".formatted(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
  }

  /** As CSS writes it, such as {@code #22262b}. */
  public String inCss() {
    return "#%06x".formatted(rgb);
  }
}

package org.unroom.batch.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
  private Figures() {}

  /** A level with a sign that is no hyphen, such as {@code −23.0}; {@code −∞} for silence. */
  static String db(double db) {
    if (db == Double.NEGATIVE_INFINITY) {
      return "−∞";
    }
    return Double.isFinite(db) ? plain("%.1f", db) : "none";
  }

  /** A moment, such as {@code 1:02.50}. */
  static String moment(double seconds) {
    long minutes = (long) (seconds / 60);
    return String.format(Locale.ROOT, "%d:%05.2f", minutes, seconds - 60 * minutes);
  }

  /** Whole numbers in groups of three. */
  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n).replace(',', '\u202f');
  }

  /** A number of a measure, which may be missing. */
  static String measure(String form, Object value) {
    return value instanceof Number number && Double.isFinite(number.doubleValue())
        ? plain(form, number.doubleValue())
        : "–";
  }

  /** A band's name, such as {@code 125 Hz} or {@code 1 kHz}. */
  static String hertz(double hz) {
    boolean kilo = hz >= 1000;
    double shown = kilo ? hz / 1000 : hz;
    String form = shown == Math.rint(shown) ? "%.0f" : "%.1f";
    return plain(form, shown) + (kilo ? " kHz" : " Hz");
  }

  static String plain(String form, double value) {
    return String.format(Locale.ROOT, form, value).replace('-', '−');
  }
}

package org.unroom.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The known word that a mistyped one most likely means: the one with the smallest edit distance
 * (Levenshtein 1966), if no more than a third of the word is different.
 */
final class NearestName {
  private NearestName() {}

  static Optional<String> to(String word, Collection<String> known) {
    int tolerance = Math.max(1, (word.length() + 1) / 3);
    return known.stream()
        .filter(name -> distance(word, name) <= tolerance)
        .min(Comparator.comparingInt((String name) -> distance(word, name)).thenComparing(n -> n));
  }

  /** d[i][j] = min(d[i-1][j] + 1, d[i][j-1] + 1, d[i-1][j-1] + (a[i] != b[j])), row by row. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}

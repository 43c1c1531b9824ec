package org.unroom.core.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * Whether Java can draw letters. Server installations often have no font at all, or lack the
 * library that finds them; Java then fails in one of several ways, none of which says what to do.
 */
public final class Fonts {
  private Fonts() {}

  /** What to do about it where letters cannot be drawn. */
  public static Optional<String> missing() {
    try {
      Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      int width = g.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12)).stringWidth("0");
      g.dispose();
      return width > 0 ? Optional.empty() : Optional.of(remedy("no font has digits"));
    } catch (LinkageError | InternalError | RuntimeException e) {
      return Optional.of(remedy(e.getClass().getSimpleName()));
    }
  }

  private static String remedy(String found) {
    return "pictures need a font, and Java finds none (%s); install fontconfig and a font such as DejaVu"
        .formatted(found);
  }
}

package org.unroom.batch.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.unroom.batch.journal.JsonValue;
import org.unroom.core.media.MediaException;

/** Puts text, names and values into pages so that they stay text. */
final class Html {
  private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z]+)}}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Html() {}

  /** Text as HTML shows it; control characters as {@code \x0a}. */
  static String text(Object value) {
    return MediaException.shown(String.valueOf(value))
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** A value as JSON that may stand in a script element: nothing in it ends the element. */
  static String json(Object value) {
    try {
      return JSON.writeValueAsString(JsonValue.of(value))
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report's data are no JSON", e);
    }
  }

  /** A value as indented JSON, for people. */
  static String lines(Object value) {
    try {
      String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JsonValue.of(value));
      return json.lines().map(Html::text).collect(Collectors.joining("\n"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report's data are no JSON", e);
    }
  }

  /** A resource of this package. */
  static String resource(String name) {
    try (InputStream in = Html.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a page with this script and these styles may do: run them, and nothing else. */
  static String policy(String script, String css) {
    return text(
        "default-src 'none'; script-src %s; style-src %s; img-src data:; media-src 'self' file:;"
                .formatted(FileHash.source(script), FileHash.source(css))
            + " base-uri 'none'; form-action 'none'");
  }

  /**
   * A template with its {@code {{slots}}} filled; each is filled once, with what is HTML already.
   */
  static String filled(String template, Map<String, String> values) {
    return SLOT.matcher(template)
        .replaceAll(
            slot -> {
              String value = values.get(slot.group(1));
              if (value == null) {
                throw new IllegalStateException("no value for the slot " + slot.group());
              }
              return Matcher.quoteReplacement(value);
            });
  }

  /** A link from a page to a file, relative where both are on one disk. */
  static String link(Path page, Path file) {
    Path folder = page.toAbsolutePath().normalize().getParent();
    Path target = file.toAbsolutePath().normalize();
    if (folder == null || !folder.getRoot().equals(target.getRoot())) {
      return target.toUri().toASCIIString();
    }
    try {
      String relative = folder.relativize(target).toString().replace('\\', '/');
      // "./" keeps a name such as "javascript:x.wav" from being a scheme
      return text(new URI(null, null, "./" + relative, null).toASCIIString());
    } catch (URISyntaxException e) {
      return text(target.toUri().toASCIIString());
    }
  }
}

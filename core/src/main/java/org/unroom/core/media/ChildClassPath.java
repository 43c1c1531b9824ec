package org.unroom.core.media;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The class path on which a Java process apart finds what a class finds here: that of this Java,
 * and where other loaders brought the class along, as those of application servers and clusters do,
 * theirs behind it, for they ask their parents first.
 */
final class ChildClassPath {
  private ChildClassPath() {}

  /** The path for {@code type}, entries as this system separates them. */
  static String of(Class<?> type) {
    Set<String> entries = new LinkedHashSet<>();
    entries.add(System.getProperty("java.class.path"));
    for (ClassLoader loader = type.getClassLoader(); loader != null; loader = loader.getParent()) {
      if (loader instanceof URLClassLoader brought) {
        for (URL url : brought.getURLs()) {
          add(url, entries);
        }
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  /** What lies on the network is left out; a child could not read it. */
  private static void add(URL url, Set<String> entries) {
    try {
      URI uri = url.toURI();
      if ("file".equals(uri.getScheme())) {
        entries.add(Path.of(uri).toString());
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a loader of this Java names %s".formatted(url), e);
    }
  }
}

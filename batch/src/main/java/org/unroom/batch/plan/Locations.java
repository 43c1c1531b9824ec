package org.unroom.batch.plan;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Finds the file or folder that a name means. */
@FunctionalInterface
public interface Locations {
  /**
   * Names are paths of this machine, or addresses of its files ({@code file:///…}); other addresses
   * are refused.
   */
  Locations LOCAL = Locations::local;

  /**
   * The path that {@code name} means, whether there is something or not.
   *
   * @throws InvalidPathException where it cannot be the name of anything here
   */
  Path of(String name);

  /** Whether {@code name} is an address, such as {@code hdfs://host/folder}. */
  static boolean isAddress(String name) {
    return Address.FORM.matcher(name).lookingAt();
  }

  private static Path local(String name) {
    if (!isAddress(name) || Files.exists(Path.of(name))) {
      return Path.of(name);
    }
    if (!name.startsWith(Address.FILE)) {
      throw new InvalidPathException(
          name, "addresses of other machines are for batch --engine spark; fetch the files first");
    }
    try {
      return Path.of(URI.create(name));
    } catch (IllegalArgumentException e) {
      throw new InvalidPathException(name, String.valueOf(e.getMessage()));
    }
  }

  /** What addresses look like (RFC 3986, with an authority). */
  final class Address {
    private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://");
    private static final String FILE = "file://";

    private Address() {}
  }
}

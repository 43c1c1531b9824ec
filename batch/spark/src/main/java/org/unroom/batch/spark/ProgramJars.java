package org.unroom.batch.spark;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/**
 * The jars that executors need of this program: its own and those in {@code lib/} beside it, as the
 * build lays them out. {@code spark-submit} names the first; what is named to Spark already stays
 * as it is. In cluster mode the driver's machine may lack {@code lib/}; then {@code --jars} counts.
 */
final class ProgramJars {
  private static final String SHIPPED = "spark.jars";

  private ProgramJars() {}

  /** Adds what is missing to the jars that Spark ships. */
  static void shipWith(SparkConf conf) throws IOException {
    Map<String, String> byName = new LinkedHashMap<>();
    for (String named : conf.get(SHIPPED, "").split(",", -1)) {
      byName.put(fileName(named), named);
    }
    for (Path jar : own()) {
      byName.putIfAbsent(jar.getFileName().toString(), jar.toString());
    }
    byName.remove("");
    conf.setJars(byName.values().toArray(String[]::new));
  }

  /** None where the program was not started from a jar. */
  private static List<Path> own() throws IOException {
    Path jar = place();
    Path lib = jar.resolveSibling("lib");
    List<Path> jars = new ArrayList<>();
    if (Files.isRegularFile(jar)) {
      jars.add(jar);
      if (Files.isDirectory(lib)) {
        try (Stream<Path> files = Files.list(lib)) {
          files.filter(f -> f.toString().endsWith(".jar")).sorted().forEach(jars::add);
        }
      }
    }
    return jars;
  }

  private static Path place() {
    try {
      URI uri = ProgramJars.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(uri).toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("this program lies where no address can name it", e);
    }
  }

  private static String fileName(String named) {
    return named.substring(named.lastIndexOf('/') + 1);
  }
}

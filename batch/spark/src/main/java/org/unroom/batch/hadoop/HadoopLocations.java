package org.unroom.batch.hadoop;

import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.unroom.batch.plan.Locations;

/**
 * Finds the files of this machine by their paths, and those of Hadoop's file systems by their
 * addresses: {@code hdfs://host:8020/folder}, {@code s3a://bucket/folder} and whatever else the
 * configuration of Hadoop knows. Characters of an address stand for themselves, also {@code %} and
 * blanks.
 */
public final class HadoopLocations implements Locations {
  private static final String FILE = "file://";
  private static final String AFTER_SCHEME = "://";

  private final Supplier<Configuration> configuration;
  private final Map<URI, HadoopFiles> known = new HashMap<>();

  /** Locations under a configuration of Hadoop, which is not asked for before it is needed. */
  public HadoopLocations(Supplier<Configuration> configuration) {
    this.configuration = configuration;
  }

  @Override
  public Path of(String name) {
    if (!Locations.isAddress(name) || name.startsWith(FILE)) {
      return LOCAL.of(name);
    }
    int path = name.indexOf('/', name.indexOf(AFTER_SCHEME) + AFTER_SCHEME.length());
    String root = path < 0 ? name : name.substring(0, path);
    HadoopFiles files = files(name, root);
    return files.getPath(path < 0 ? "/" : name.substring(path)).normalize();
  }

  /** {@code hdfs:///folder} is on the cluster that the configuration names. */
  private URI address(String root) {
    if (!root.endsWith(AFTER_SCHEME)) {
      return URI.create(root);
    }
    URI usual = FileSystem.getDefaultUri(configuration.get());
    if (usual.getAuthority() == null || !root.equals(usual.getScheme() + AFTER_SCHEME)) {
      throw new IllegalArgumentException("it names no host, and fs.defaultFS is " + usual);
    }
    return URI.create(root + usual.getAuthority());
  }

  private synchronized HadoopFiles files(String name, String root) {
    try {
      URI address = address(root);
      HadoopFiles files = known.get(address);
      if (files == null) {
        files = new HadoopFiles(address, configuration.get());
        known.put(address, files);
      }
      return files;
    } catch (IOException | RuntimeException e) {
      // also an address that is none, and a class that is configured and was not brought along
      throw new InvalidPathException(
          name, "%s cannot be reached (%s)".formatted(root, firstLine(e)));
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}

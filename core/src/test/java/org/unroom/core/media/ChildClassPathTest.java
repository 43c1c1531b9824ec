package org.unroom.core.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a child needs on its class path, wherever the class it is to run came from. */
class ChildClassPathTest {
  private static final String OWN = System.getProperty("java.class.path");

  @TempDir Path folder;

  @Test
  void classesOfThisJavaNeedNothingElse() {
    assertThat(ChildClassPath.of(ChildClassPath.class)).isEqualTo(OWN);
  }

  @Test
  void whatAnotherLoaderBroughtIsBehindIt() throws Exception {
    Path jar = folder.resolve("with space ä.jar");
    URL from = DecoderProcess.class.getProtectionDomain().getCodeSource().getLocation();
    URL[] urls = {from, jar.toUri().toURL(), new URL("http://127.0.0.1/far.jar")};
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      Class<?> brought = loader.loadClass(DecoderProcess.class.getName());
      assertThat(brought.getClassLoader()).isSameAs(loader);
      String path = ChildClassPath.of(brought);
      assertThat(path).startsWith(OWN + File.pathSeparator);
      assertThat(List.of(path.split(File.pathSeparator))).contains(jar.toString());
      assertThat(path).doesNotContain("far.jar");
    }
  }
}

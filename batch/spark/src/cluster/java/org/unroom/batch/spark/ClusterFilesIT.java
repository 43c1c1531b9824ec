package org.unroom.batch.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.batch.hadoop.HadoopLocations;
import org.unroom.batch.plan.InputCollector;
import org.unroom.batch.plan.InputFile;
import org.unroom.batch.plan.InputList;
import org.unroom.batch.plan.Locations;
import org.unroom.batch.plan.StandardInput;
import org.unroom.core.media.AtomicOutput;
import org.unroom.core.media.MediaException;

/** Files of an HDFS behave as {@code java.nio.file} says that files do. */
class ClusterFilesIT {
  @TempDir static Path folder;

  private static MiniDFSCluster cluster;
  private static Locations locations;

  @BeforeAll
  static void start() throws IOException {
    Configuration conf = new Configuration();
    conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
    cluster = new MiniDFSCluster.Builder(conf).build();
    cluster.waitActive();
    conf.set("fs.defaultFS", cluster.getURI().toString());
    locations = new HadoopLocations(() -> conf);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static Path at(String place) {
    return locations.of(cluster.getURI() + place);
  }

  @Test
  void placesArePutTogetherAndTakenApart() {
    Path file = at("/a b/../c d/e%20.wav");
    assertThat(file).hasToString(cluster.getURI() + "/c d/e%20.wav").isAbsolute();
    assertThat(file.getFileName()).hasToString("e%20.wav").isRelative();
    assertThat(file.getParent()).isEqualTo(at("/c d"));
    assertThat(at("/c d").resolve("e%20.wav")).isEqualTo(file).hasSameHashCodeAs(file);
    assertThat(at("/c d").resolve(Path.of("x/y"))).isEqualTo(at("/c d/x/y"));
    assertThat(at("/c d").relativize(at("/c d/x/y"))).hasToString("x/y");
    assertThat(file.startsWith(at("/c d"))).isTrue();
    assertThat(file.startsWith(Path.of("/c d"))).isFalse();
    assertThat(file).isGreaterThan(at("/b"));
    assertThat(locations.of("hdfs:///c d/e%20.wav")).isEqualTo(file);
    assertThat(locations.of("/tmp/x")).isEqualTo(Path.of("/tmp/x"));
  }

  @Test
  void bytesComeBackFromAnyPlace() throws IOException {
    byte[] bytes = new byte[300_000];
    new Random(1).nextBytes(bytes);
    Path file = at("/bytes/new/x.bin");
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(Files.size(file)).isEqualTo(bytes.length);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer part = ByteBuffer.allocate(8);
      channel.position(200_000);
      assertThat(channel.read(part)).isEqualTo(8);
      assertThat(part.flip()).isEqualTo(ByteBuffer.wrap(bytes, 200_000, 8));
      assertThat(channel.position()).isEqualTo(200_008);
      channel.position(bytes.length + 5L);
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  @Test
  void whatCannotBeIsToldAsFilesTellIt() throws IOException {
    Path there = Files.createDirectories(at("/errors")).resolve("there");
    Files.writeString(there, "x");
    assertThatThrownBy(() -> Files.size(at("/errors/none")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> Files.newInputStream(at("/errors/none")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> Files.delete(at("/errors/none")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> Files.delete(at("/errors")))
        .isInstanceOf(DirectoryNotEmptyException.class);
    assertThatThrownBy(() -> Files.createDirectory(at("/errors")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(
            () ->
                Files.write(
                    there, new byte[1], StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(
            () -> {
              try (DirectoryStream<Path> listed = Files.newDirectoryStream(there)) {
                assertThat(listed).isEmpty();
              }
            })
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> Files.move(at("/errors/none"), there))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(Files.exists(at("/errors/none"))).isFalse();
    assertThat(Files.isDirectory(at("/errors"))).isTrue();
    assertThat(Files.getFileStore(there).getUsableSpace()).isPositive();
  }

  @Test
  void outputsAppearCompleteAndReplaceOnlyWhereTheyMay() throws IOException {
    Path file = at("/atomic/x.txt");
    try (AtomicOutput output = new AtomicOutput(file, false)) {
      Files.writeString(output.temporary(), "first");
      assertThat(Files.exists(file)).isFalse();
      output.commit();
    }
    assertThatThrownBy(() -> new AtomicOutput(file, false))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("exists already");
    try (AtomicOutput output = new AtomicOutput(file, true)) {
      Files.writeString(output.temporary(), "second");
      output.commit();
    }
    try (AtomicOutput output = new AtomicOutput(file, true)) {
      Files.writeString(output.temporary(), "given up");
    }
    assertThat(Files.readString(file)).isEqualTo("second");
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void foldersAndGlobsAreSearched() throws IOException {
    for (String name : List.of("/in/b.wav", "/in/x/a.wav", "/in/x/.hidden.wav", "/in/note.txt")) {
      Files.createDirectories(at(name).getParent());
      Files.writeString(at(name), "x");
    }
    assertThat(found(cluster.getURI() + "/in").files())
        .extracting(InputFile::path, file -> file.subfolder().toString())
        .containsExactly(tuple(at("/in/b.wav"), ""), tuple(at("/in/x/a.wav"), "x"));
    assertThat(found(cluster.getURI() + "/in/*/*.wav").files())
        .extracting(InputFile::path)
        .containsExactly(at("/in/x/a.wav"));
  }

  private static InputList found(String argument) {
    return InputCollector.collect(
        List.of(argument), new StandardInput(InputStream.nullInputStream()), locations);
  }

  @Test
  void whatCannotBeReachedIsSaid() {
    assertThatThrownBy(() -> locations.of("nosuch://host/a"))
        .isInstanceOf(InvalidPathException.class)
        .hasMessageContaining("nosuch://host cannot be reached");
    assertThatThrownBy(() -> locations.of("hdfs://a host/a"))
        .isInstanceOf(InvalidPathException.class);
  }
}

package org.unroom.batch.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputCollectorTest {
  @TempDir Path folder;

  private Path touch(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }

  private static InputList collect(Object... arguments) {
    return InputCollector.collect(
        Arrays.stream(arguments).map(Object::toString).toList(),
        new StandardInput(InputStream.nullInputStream()),
        Locations.LOCAL);
  }

  private List<String> names(InputList list) {
    return list.files().stream().map(f -> folder.relativize(f.path()).toString()).toList();
  }

  @Test
  void folderGivesItsMediaFilesInTheOrderOfTheirNames() throws IOException {
    touch("b.wav");
    touch("a.MP3");
    touch("notes.txt");
    touch(".hidden.wav");
    touch("sub/c.flac");
    touch(".git/d.wav");
    InputList list = collect(folder);
    assertThat(names(list)).containsExactly("a.MP3", "b.wav", "sub/c.flac");
    assertThat(list.files().get(2).subfolder()).isEqualTo(Path.of("sub"));
    assertThat(list.files()).noneMatch(InputFile::named);
    assertThat(list.problems()).isEmpty();
  }

  @Test
  void folderWithoutMediaIsAProblem() throws IOException {
    touch("notes.txt");
    InputList list = collect(folder);
    assertThat(list.files()).isEmpty();
    assertThat(list.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.problem()).startsWith("no media files in this folder"));
  }

  @Test
  void loopsOfLinksEnd() throws IOException {
    touch("sub/a.wav");
    Files.createSymbolicLink(folder.resolve("sub/again"), folder);
    InputList list = collect(folder);
    assertThat(names(list)).containsExactly("sub/a.wav");
    assertThat(list.problems()).isEmpty();
  }

  @Test
  void aFileNamedTwiceIsOneInput() throws IOException {
    Path file = touch("a.wav");
    Path link = Files.createSymbolicLink(folder.resolve("z.wav"), file);
    assertThat(names(collect(file, folder, link, file))).containsExactly("a.wav");
  }

  @Test
  void globsAreResolved() throws IOException {
    touch("a.wav");
    touch("b.wav");
    touch("c.txt");
    touch("x/d.wav");
    touch("x/y/e.wav");
    assertThat(names(collect(folder + "/*.wav"))).containsExactly("a.wav", "b.wav");
    assertThat(names(collect(folder + "/{b,c}.*"))).containsExactly("b.wav", "c.txt");
    assertThat(names(collect(folder + "/*/?.wav"))).containsExactly("x/d.wav");
    assertThat(names(collect(folder + "/**/*.wav"))).containsExactly("x/d.wav", "x/y/e.wav");
    assertThat(collect(folder + "/*.flac").problems())
        .singleElement()
        .satisfies(p -> assertThat(p.problem()).isEqualTo("no file matches"));
  }

  @Test
  void aFileCalledLikeAGlobIsThatFile() throws IOException {
    touch("a.wav");
    Path odd = touch("[a].wav");
    assertThat(names(collect(odd))).containsExactly("[a].wav");
  }

  @Test
  void listsGiveOneInputALine() throws IOException {
    Path a = touch("a.wav");
    Path b = touch("with space.wav");
    Path list = touch("list.txt");
    Files.writeString(list, "# mine\n" + b + "\n\n" + a + "\n", UTF_8);
    assertThat(names(collect("@" + list))).containsExactly("with space.wav", "a.wav");
    assertThat(collect("@" + folder.resolve("none")).problems())
        .singleElement()
        .satisfies(
            p ->
                assertThat(p.problem())
                    .isEqualTo("the list cannot be read (no such file or folder)"));
    Files.write(list, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(collect("@" + list).problems().get(0).problem()).contains("no UTF-8 text");
  }

  @Test
  void missingFilesAreKeptToBeToldWhenOpened() {
    assertThat(collect(folder.resolve("none.wav")).files()).hasSize(1);
    assertThat(collect("a\0b").problems()).hasSize(1);
  }

  @Test
  void addressesAreThoseOfThisMachine() throws IOException {
    Path file = Files.createFile(folder.resolve("a b.wav"));
    assertThat(collect(file.toUri().toString().replace("file:/", "file:///")).files())
        .extracting(InputFile::path)
        .containsExactly(file);
    assertThat(collect("hdfs://host/in/a.wav").problems().get(0).problem())
        .contains("--engine spark");
    assertThat(collect("file://host/%zz").problems()).hasSize(1);
  }

  @Test
  void standardInputIsSpooledAndDeleted() throws IOException {
    Path spooled;
    try (StandardInput in = new StandardInput(new ByteArrayInputStream(new byte[] {1, 2, 3}))) {
      InputList list = InputCollector.collect(List.of("-"), in, Locations.LOCAL);
      InputFile file = list.files().get(0);
      spooled = file.path();
      assertThat(Files.readAllBytes(spooled)).containsExactly(1, 2, 3);
      assertThat(file.shownAs()).isEqualTo("standard input");
      assertThat(file.stem()).isEqualTo("stdin");
    }
    assertThat(spooled).doesNotExist();
  }
}

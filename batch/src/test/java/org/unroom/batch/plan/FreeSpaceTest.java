package org.unroom.batch.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeSpaceTest {
  @TempDir Path folder;

  /** A file without content that is as long as asked for: most file systems store no zeros. */
  private PlannedRecording sparse(String name, long bytes, OutputKind kind) throws IOException {
    Path file = folder.resolve(name);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(bytes);
    }
    return new PlannedRecording(
        new InputFile(file, name, name, folder, Path.of(""), true),
        Map.of(kind, folder.resolve("out_" + name)),
        false,
        Optional.empty());
  }

  @Test
  void outputsThatCannotFitAreRefusedBeforeTheWork() throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    PlannedRecording half = sparse("a.wav", free / 2, OutputKind.DRY);
    assertThatCode(() -> FreeSpace.require(List.of(half), folder.resolve("new/out")))
        .doesNotThrowAnyException();
    List<PlannedRecording> tooMuch =
        List.of(
            half,
            sparse("b.wav", free / 2, OutputKind.DRY),
            sparse("c.wav", free / 2, OutputKind.DRY));
    assertThatThrownBy(() -> FreeSpace.require(tooMuch, folder.resolve("new/out")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("MB free, the outputs need");
  }

  @Test
  void roomsAndOutputsThatExistNeedNothing() throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    PlannedRecording room = sparse("b.wav", free * 2, OutputKind.IR);
    PlannedRecording done = sparse("c.wav", free * 2, OutputKind.DRY);
    Files.createFile(folder.resolve("out_c.wav"));
    assertThatCode(() -> FreeSpace.require(List.of(room, done), folder)).doesNotThrowAnyException();
  }
}

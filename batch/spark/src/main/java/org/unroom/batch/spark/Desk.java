package org.unroom.batch.spark;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.unroom.batch.journal.FileDigest;
import org.unroom.batch.plan.InputFile;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.core.media.AtomicOutput;

/**
 * A folder of an executor's own, for a job whose recording or outputs lie on a file system that
 * decoders and encoders cannot open: the recording is brought to it with its time of last change,
 * the outputs are made in it under their names and then taken away, each under a temporary name of
 * this attempt's and renamed. What this machine can open stays where it is.
 */
final class Desk implements AutoCloseable {
  private final PlannedRecording asked;
  private final Path askedOut;
  private final Path folder;

  /** A desk for {@code asked}, whose outputs belong to {@code out}. */
  Desk(PlannedRecording asked, Path out) throws IOException {
    this.asked = asked;
    this.askedOut = out;
    this.folder = Files.createTempDirectory("unroom-desk-");
  }

  /** Whether nothing needs one. */
  static boolean isNeedless(PlannedRecording asked, Path out) {
    return isHere(asked.input().path()) && isHere(out);
  }

  private static boolean isHere(Path path) {
    return path.getFileSystem().equals(FileSystems.getDefault());
  }

  /** The output folder here. */
  Path out() {
    return isHere(askedOut) ? askedOut : folder.resolve("out");
  }

  private Path outHere(Path output) {
    return isHere(output) ? output : out().resolve(askedOut.relativize(output).toString());
  }

  /** Brings the recording, and returns the job as it is here. */
  PlannedRecording bring() throws IOException {
    Map<OutputKind, Path> outputs = new EnumMap<>(OutputKind.class);
    asked.outputs().forEach((kind, path) -> outputs.put(kind, outHere(path)));
    InputFile input = asked.input();
    InputFile here =
        new InputFile(
            recording(input.path()),
            input.shownAs(),
            input.name(),
            input.home(),
            input.subfolder(),
            input.named());
    return new PlannedRecording(here, outputs, asked.skipped(), asked.refusal());
  }

  private Path recording(Path there) throws IOException {
    if (isHere(there)) {
      return there;
    }
    Path here =
        Files.createDirectories(folder.resolve("in")).resolve(there.getFileName().toString());
    Files.copy(there, here, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(here, Files.getLastModifiedTime(there));
    return here;
  }

  /** Brings what an earlier run made, to be compared with what it recorded. */
  void bring(List<FileDigest> outputs) throws IOException {
    for (FileDigest output : outputs) {
      Path there = askedOut.resolve(output.path());
      Path here = out().resolve(output.path());
      if (!isHere(there) && Files.isRegularFile(there)) {
        Files.createDirectories(here.getParent());
        Files.copy(there, here, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /**
   * Takes the outputs to where they belong.
   *
   * @param replace whether files of their names may be replaced
   */
  void deliver(boolean replace) throws IOException {
    if (isHere(askedOut)) {
      return;
    }
    for (Path made : files(out())) {
      Path there = askedOut.resolve(out().relativize(made).toString());
      try (AtomicOutput output = new AtomicOutput(there, replace)) {
        Files.copy(made, output.temporary(), StandardCopyOption.REPLACE_EXISTING);
        output.commit();
      }
    }
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

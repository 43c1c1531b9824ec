package org.unroom.batch.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unroom.batch.journal.FileDigest;
import org.unroom.batch.journal.JobIdentity;
import org.unroom.batch.journal.JobStatus;
import org.unroom.batch.journal.JournalEntry;
import org.unroom.batch.plan.InputFile;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.batch.run.BatchWork;
import org.unroom.batch.run.Failure;
import org.unroom.batch.run.JobEnd;
import org.unroom.core.media.MediaException;

/** What travels to an executor and back arrives as it was sent. */
class SparkJobTest {
  private static final Path IN = Path.of("/shared/in/Straße 1/a b.wav");
  private static final Path OUT = Path.of("/shared/out");

  @Test
  void jobArrivesWithItsNameAndItsFiles() throws Exception {
    Path dry = OUT.resolve("Straße 1/a b_dry.wav");
    Path room = OUT.resolve("Straße 1/a b_ir.wav");
    InputFile input = new InputFile(IN, "in/a b.wav", "a b.wav", OUT, Path.of("Straße 1"), false);
    PlannedRecording planned =
        new PlannedRecording(
            input, Map.of(OutputKind.IR, room, OutputKind.DRY, dry), false, Optional.empty());
    SparkJob arrived = travelled(SparkJob.of(planned, true, "line"));
    assertThat(arrived.mayReplace()).isTrue();
    assertThat(arrived.standing()).isEqualTo("line");
    assertThat(arrived.planned().outputs())
        .isEqualTo(Map.of(OutputKind.DRY, dry, OutputKind.IR, room));
    assertThat(arrived.planned().input().path()).isEqualTo(IN);
    assertThat(arrived.planned().input().shownAs()).isEqualTo("in/a b.wav");
    assertThat(BatchWork.nameOf(arrived.planned(), OUT)).isEqualTo("Straße 1/a b_dry.wav");
  }

  @Test
  void endComesBackAsItWas() throws Exception {
    FileDigest digest = new FileDigest("a_dry.wav", 3, "0".repeat(64));
    JournalEntry entry =
        new JournalEntry(
            new JobIdentity("a_dry.wav", digest, "2026-11-24T00:00:00Z", "1".repeat(64), "0.1.0"),
            JobStatus.DONE,
            "T60 1.24 → 0.41 s",
            List.of(digest),
            Map.of("t60_s", 1.24),
            List.of("a\nb"),
            2,
            0.5);
    JobEnd end = travelled(SparkResult.done(new JobEnd(entry, false))).endOf(IN);
    assertThat(end).isEqualTo(new JobEnd(entry, false));
  }

  @Test
  void failureIsUnderstoodAsTheSameKind() throws Exception {
    for (Exception thrown :
        List.of(
            new MediaException(IN, "holds no samples"),
            new MediaException(IN, "disk full", new IOException("disk full")))) {
      Failure failure = Failure.of(thrown);
      SparkResult result = travelled(SparkResult.failed(failure));
      assertThatThrownBy(() -> result.endOf(IN))
          .isInstanceOfSatisfying(
              MediaException.class,
              back -> {
                assertThat(Failure.of(back).problem()).isEqualTo(failure.problem());
                assertThat(Failure.of(back).canPass()).isEqualTo(failure.canPass());
              });
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> T travelled(T sent) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }
}

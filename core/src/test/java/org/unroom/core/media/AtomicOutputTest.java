package org.unroom.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;

class AtomicOutputTest {
  @TempDir Path folder;

  @Test
  void appearsOnlyWhenCommitted() throws IOException {
    Path target = folder.resolve("new/deep/a.txt");
    try (AtomicOutput output = new AtomicOutput(target, false)) {
      Files.writeString(output.temporary(), "whole");
      assertThat(target).doesNotExist();
      assertThat(output.temporary().getParent()).isEqualTo(target.getParent());
      output.commit();
    }
    assertThat(target).hasContent("whole");
    assertThat(namesIn(target.getParent())).containsExactly("a.txt");
  }

  @Test
  void leavesNothingWhenNotCommitted() throws IOException {
    try (AtomicOutput output = new AtomicOutput(folder.resolve("a"), false)) {
      Files.writeString(output.temporary(), "half");
    }
    assertThat(namesIn(folder)).isEmpty();
  }

  @Test
  void existingFileIsRefusedBeforeAnythingIsWritten() throws IOException {
    Path target = Files.writeString(folder.resolve("a"), "old");
    assertThatThrownBy(() -> new AtomicOutput(target, false))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("exists already; --force replaces it");
    assertThat(namesIn(folder)).containsExactly("a");
  }

  @Test
  void aFileThatCameMeanwhileStays() throws IOException {
    Path target = folder.resolve("a");
    try (AtomicOutput output = new AtomicOutput(target, false)) {
      Files.writeString(output.temporary(), "mine");
      Files.writeString(target, "theirs");
      assertThatThrownBy(output::commit).hasMessageContaining("exists already");
    }
    assertThat(target).hasContent("theirs");
    assertThat(namesIn(folder)).containsExactly("a");
  }

  @Test
  void replacesWithPermission() throws IOException {
    Path target = Files.writeString(folder.resolve("a"), "old");
    try (AtomicOutput output = new AtomicOutput(target, true)) {
      Files.writeString(output.temporary(), "new");
      output.commit();
    }
    assertThat(target).hasContent("new");
  }

  @Test
  void aDirectoryIsNeverReplaced() throws IOException {
    Path target = Files.createDirectory(folder.resolve("a"));
    assertThatThrownBy(() -> new AtomicOutput(target, true))
        .hasMessageContaining("a directory has that name");
  }

  @Test
  void readOnlyFolderIsAClearError() throws IOException {
    assumeFalse("root".equals(System.getProperty("user.name")), "root may write anywhere");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    assertThatThrownBy(() -> new AtomicOutput(folder.resolve("a"), false))
        .hasMessageContaining("a: cannot be written (permission denied)");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void fileInTheWayOfAFolderIsAClearError() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "");
    assertThatThrownBy(() -> new AtomicOutput(file.resolve("a.wav"), false))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("a file of that name is in the way");
  }

  @Test
  void fullDiskIsAClearError() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    OutputFormat format = new OutputFormat(Container.WAV, SampleFormat.S16, 48_000, 1, "mono");
    float[][] silence = new float[1][100_000];
    assertThatThrownBy(
            () -> {
              try (MediaWriter writer = new MediaWriter(full, format, 100_000)) {
                writer.write(silence, 0, 100_000);
                writer.finish();
              }
            })
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("cannot be written (No space left on device)");
  }

  @Test
  void deliveryThatFailsLeavesNothing() throws IOException {
    Audio broken = Audio.mono(new float[] {0f, Float.NaN}, 16_000);
    OutputFormat format = new OutputFormat(Container.WAV, SampleFormat.F32, 16_000, 1, "mono");
    assertThatThrownBy(() -> new AudioDelivery(broken, format, folder.resolve("a.wav"), false))
        .hasMessageContaining("sample 1 of channel 0 came out as NaN");
    OutputFormat wrong = new OutputFormat(Container.WAV, SampleFormat.S16, 16_000, 1, "mono");
    Audio loud = Audio.mono(new float[] {3f}, 16_000);
    assertThatThrownBy(() -> new AudioDelivery(loud, wrong, folder.resolve("a.wav"), false))
        .hasMessageContaining("sample 3.0 is beyond full scale of 16-bit integer");
    assertThat(namesIn(folder)).isEmpty();
  }

  @Test
  void everySampleCanBeReadBackAndCompared() throws IOException {
    for (Container kind : List.of(Container.WAV, Container.FLAC)) {
      Audio audio = TestRecordings.noise(2, 16_000, 10_000, SampleFormat.S24, 9);
      OutputFormat format = new OutputFormat(kind, SampleFormat.S24, 16_000, 2, "stereo");
      Path file = folder.resolve("a." + kind.name().toLowerCase(java.util.Locale.ROOT));
      try (AudioDelivery delivery = new AudioDelivery(audio, format, file, false)) {
        assertThat(delivery.verifySamples(AudioSource.of(audio))).isTrue();
        float[] other = audio.channel(1).clone();
        other[8191] = 0.5f;
        Audio changed = new Audio(new float[][] {audio.channel(0), other}, 16_000);
        assertThatThrownBy(() -> delivery.verifySamples(AudioSource.of(changed)))
            .hasMessageContaining("was not stored right and given up")
            .hasMessageContaining("sample 8191 of channel 2 came back as")
            .hasMessageContaining("instead of 0.5");
      }
    }
    Audio tone = TestRecordings.noise(1, 48_000, 10_000, SampleFormat.F32, 9);
    OutputFormat opus =
        OutputFormat.forFile(folder.resolve("a.opus"), true, SampleFormat.F32, 48_000, 1, "mono");
    try (AudioDelivery delivery = new AudioDelivery(tone, opus, folder.resolve("a.opus"), false)) {
      assertThat(delivery.verifySamples(AudioSource.of(tone))).isFalse();
    }
    assertThat(namesIn(folder)).isEmpty();
  }

  private static Stream<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList().stream();
    }
  }
}

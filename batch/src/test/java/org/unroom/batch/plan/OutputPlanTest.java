package org.unroom.batch.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.core.audio.Audio;
import org.unroom.core.media.SampleFormat;
import org.unroom.core.media.TestRecordings;
import org.unroom.core.media.TestVideo;

class OutputPlanTest {
  private static final List<OutputKind> DRY_AND_IR = List.of(OutputKind.DRY, OutputKind.IR);

  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void realFolder() throws IOException {
    folder = temp.toRealPath();
  }

  private Path media(String name, String head) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, head);
  }

  private Path wav(String name) throws IOException {
    return media(name, "RIFFxxxxWAVEfmt ");
  }

  private static OutputRules rules(String out, String name, List<OutputKind> kinds) {
    return new OutputRules(
        Optional.of(out).filter(o -> !o.isEmpty()).map(Path::of),
        Optional.of(name).filter(n -> !n.isEmpty()),
        kinds,
        ExistingOutput.REFUSE);
  }

  private static OutputPlan plan(OutputRules rules, Object... inputs) throws PlanException {
    InputList list =
        InputCollector.collect(
            Arrays.stream(inputs).map(Object::toString).toList(),
            new StandardInput(InputStream.nullInputStream()),
            Locations.LOCAL);
    assertThat(list.problems()).isEmpty();
    return OutputPlan.of(list.files(), rules);
  }

  private List<String> outputs(OutputPlan plan) {
    return plan.recordings().stream()
        .flatMap(r -> r.outputs().values().stream())
        .map(p -> folder.relativize(p.toAbsolutePath()).toString())
        .toList();
  }

  @Test
  void outputsLieBesideTheInputInItsFormat() throws Exception {
    assertThat(outputs(plan(rules("", "", DRY_AND_IR), wav("talk.wav"))))
        .containsExactly("talk_dry.wav", "talk_ir.wav");
    assertThat(outputs(plan(rules("", "", DRY_AND_IR), media("song.flac", "fLaC"))))
        .containsExactly("song_dry.flac", "song_ir.wav");
    Audio noise = TestRecordings.noise(1, 9000, 16_000, SampleFormat.S16, 1);
    Path sound = new TestVideo("mp4").sound("aac", noise, "deu").write(folder.resolve("v.mp4"));
    assertThat(outputs(plan(rules("", "", DRY_AND_IR), sound)))
        .containsExactly("v_dry.wav", "v_ir.wav");
    assertThat(outputs(plan(rules("", "", DRY_AND_IR), wav("odd.name.dat"))))
        .containsExactly("odd.name_dry.wav", "odd.name_ir.wav");
    assertThat(
            outputs(plan(rules("", "", List.of(OutputKind.DRY)), media("a.aif", "FORMxxxxAIFF"))))
        .containsExactly("a_dry.aif");
  }

  @Test
  void outNamesTheDryFileOrAFolder() throws Exception {
    Path talk = wav("talk.wav");
    List<OutputKind> all = List.of(OutputKind.DRY, OutputKind.IR, OutputKind.REMOVED);
    assertThat(outputs(plan(rules(folder + "/x/clean.flac", "", all), talk)))
        .containsExactly("x/clean.flac", "x/clean_ir.wav", "x/clean_removed.flac");
    assertThatThrownBy(() -> plan(rules(folder + "/x/room.mp3", "", List.of(OutputKind.IR)), talk))
        .isInstanceOf(PlanException.class)
        .hasMessageEndingWith("is saved without loss and as sound alone; name a .wav or .flac");
    assertThat(outputs(plan(rules(folder + "/x/clean.mp3", "", all), talk)))
        .containsExactly("x/clean.mp3", "x/clean_ir.wav", "x/clean_removed.wav");
    assertThat(outputs(plan(rules(folder + "/room.wav", "", List.of(OutputKind.IR)), talk)))
        .containsExactly("room.wav");
    assertThat(outputs(plan(rules(folder + "/out", "", DRY_AND_IR), talk)))
        .containsExactly("out/talk_dry.wav", "out/talk_ir.wav");
    Files.createDirectory(folder.resolve("dir.wav"));
    assertThat(outputs(plan(rules(folder + "/dir.wav", "", DRY_AND_IR), talk)))
        .containsExactly("dir.wav/talk_dry.wav", "dir.wav/talk_ir.wav");
  }

  @Test
  void inputsBelowAFolderKeepTheirSubfolders() throws Exception {
    wav("in/a.wav");
    wav("in/deep/a.wav");
    OutputRules rules = rules(folder + "/out", "", List.of(OutputKind.DRY));
    assertThat(outputs(plan(rules, folder.resolve("in"))))
        .containsExactly("out/a_dry.wav", "out/deep/a_dry.wav");
  }

  @Test
  void templatesName() throws Exception {
    Path talk = wav("talk.wav");
    assertThat(outputs(plan(rules("", "{dir}/{kind}/{name}.{ext}", DRY_AND_IR), talk)))
        .containsExactly("dry/talk.wav.wav", "ir/talk.wav.wav");
    assertThat(outputs(plan(rules("", "{stem}-x.caf", List.of(OutputKind.DRY)), talk)))
        .containsExactly("talk-x.caf");
    assertThatThrownBy(() -> plan(rules("", "{stem}.{ext}", DRY_AND_IR), talk))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("must contain {kind}");
    assertThatThrownBy(() -> plan(rules("", "{base}_{kind}", DRY_AND_IR), talk))
        .hasMessageContaining("{base} is unknown");
    assertThatThrownBy(() -> plan(rules("", "{stem}_{kind}.aac", DRY_AND_IR), talk))
        .hasMessageContaining("does not write .aac");
  }

  @Test
  void contradictionsOfOutAreRefused() throws Exception {
    Path a = wav("a.wav");
    Path b = wav("b.wav");
    assertThatThrownBy(() -> plan(rules("x.wav", "", DRY_AND_IR), a, b))
        .hasMessage("-o=x.wav names one file, and there are 2 inputs; name a folder");
    assertThatThrownBy(() -> plan(rules("x.aac", "", DRY_AND_IR), a))
        .hasMessageContaining("does not write .aac");
    assertThatThrownBy(() -> plan(rules("x.wav", "{kind}.wav", DRY_AND_IR), a))
        .hasMessageContaining("leave one out");
    assertThatThrownBy(
            () -> plan(rules("x.wav", "", List.of(OutputKind.IR, OutputKind.REMOVED)), a))
        .hasMessageContaining("none of them the recording itself");
    Path text = Files.writeString(folder.resolve("notes.txt"), "");
    assertThatThrownBy(() -> plan(rules(text.toString(), "", DRY_AND_IR), a))
        .hasMessageContaining("notes.txt is a file");
  }

  @Test
  void outputThatIsTheInputIsRefusedByAnyName() throws Exception {
    Path a = wav("a.wav");
    Path symbolic = Files.createSymbolicLink(folder.resolve("s.wav"), a);
    Path hard = Files.createLink(folder.resolve("h.wav"), a);
    Path linked = Files.createSymbolicLink(folder.resolve("d"), folder);
    for (Path out : List.of(a, symbolic, hard, linked.resolve("a.wav"))) {
      assertThatThrownBy(() -> plan(rules(out.toString(), "", DRY_AND_IR), a))
          .as(out.toString())
          .isInstanceOf(PlanException.class)
          .hasMessageContaining("output and input are the same file");
    }
  }

  @Test
  void twoOutputsOfOneNameAreRefused() throws Exception {
    Path a = wav("one/a.wav");
    Path b = wav("two/a.wav");
    assertThatThrownBy(() -> plan(rules(folder + "/out", "", DRY_AND_IR), a, b))
        .hasMessageContaining("would be an output of both")
        .hasMessageContaining("use --name '{dir}/{name}_{kind}.{ext}'");
    Path c = wav("a.wav");
    Path d = media("a.flac", "fLaC");
    assertThatThrownBy(() -> plan(rules("", "", DRY_AND_IR), c, d))
        .hasMessageContaining("a_ir.wav");
    assertThat(outputs(plan(rules("", "{dir}/{name}_{kind}.{ext}", DRY_AND_IR), c, d))).hasSize(4);
  }

  @Test
  void anotherInputIsNeverAnOutput() throws Exception {
    Path a = wav("a.wav");
    Path dry = wav("a_dry.wav");
    assertThatThrownBy(() -> plan(rules("", "", DRY_AND_IR), a, dry))
        .hasMessageContaining("a_dry.wav is an input and also an output of");
  }

  @Test
  void outputsOfAFirstRunAreLeftOutOfTheSecond() throws Exception {
    wav("a.wav");
    wav("a_dry.wav");
    wav("a_ir.wav");
    OutputPlan plan = plan(rules("", "", DRY_AND_IR), folder);
    assertThat(plan.leftOut()).hasSize(2);
    assertThat(plan.recordings()).hasSize(1);
    assertThat(plan.recordings().get(0).refusal())
        .hasValueSatisfying(
            why -> assertThat(why).contains("a_dry.wav exists already; --force replaces it"));
  }

  @Test
  void existingOutputsAreRefusedSkippedOrReplaced() throws Exception {
    Path a = wav("a.wav");
    Path b = wav("b.wav");
    wav("a_dry.wav");
    OutputPlan refusing = plan(rules("", "", DRY_AND_IR), a, b);
    assertThat(refusing.recordings().get(0).refusal()).isPresent();
    assertThat(refusing.recordings().get(1).refusal()).isEmpty();

    OutputRules skip =
        new OutputRules(Optional.empty(), Optional.empty(), DRY_AND_IR, ExistingOutput.SKIP);
    assertThat(outputs(plan(skip, a))).containsExactly("a_ir.wav");
    wav("a_ir.wav");
    assertThat(plan(skip, a).recordings().get(0).skipped()).isTrue();

    OutputRules replace =
        new OutputRules(Optional.empty(), Optional.empty(), DRY_AND_IR, ExistingOutput.REPLACE);
    assertThat(outputs(plan(replace, a))).containsExactly("a_dry.wav", "a_ir.wav");
    Files.delete(folder.resolve("a_ir.wav"));
    Files.createDirectory(folder.resolve("a_ir.wav"));
    assertThat(plan(replace, a).recordings().get(0).refusal())
        .hasValueSatisfying(why -> assertThat(why).endsWith("a_ir.wav is a folder"));
  }

  @Test
  void whatIsNoMediaIsRefusedAlone() throws Exception {
    Path text = media("t.wav", "Dear diary");
    OutputPlan plan = plan(rules("", "", DRY_AND_IR), text, wav("a.wav"));
    assertThat(plan.recordings().get(0).refusal())
        .hasValue("not a media file that Unroom reads (found: text). Formats: unroom formats");
    assertThat(plan.recordings().get(1).refusal()).isEmpty();
  }

  @Test
  void placesThatCannotBeWrittenAreFoundOutBefore() throws Exception {
    Path a = wav("a.wav");
    Path file = Files.writeString(folder.resolve("file"), "");
    OutputPlan plan = plan(rules(file + "/out", "", DRY_AND_IR), a);
    assertThat(plan.recordings().get(0).refusal())
        .hasValueSatisfying(why -> assertThat(why).endsWith("file is no folder"));

    assumeFalse("root".equals(System.getProperty("user.name")), "root may write anywhere");
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    assertThat(plan(rules(locked.toString(), "", DRY_AND_IR), a).recordings().get(0).refusal())
        .hasValueSatisfying(why -> assertThat(why).endsWith("locked is read-only"));
  }
}

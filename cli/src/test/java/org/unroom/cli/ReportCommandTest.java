package org.unroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.batch.report.PlotKind;
import org.unroom.core.media.TestRecordings;

class ReportCommandTest {
  @TempDir Path temp;
  private Path folder;
  private Path talk;

  @BeforeEach
  void recording() throws IOException {
    folder = temp.toRealPath();
    talk = TestRecordings.noiseWav(folder.resolve("talk.wav"), 16_000, 16_000, 1);
  }

  @Test
  void aReportLiesBesideTheOutputsAndFollowsTheirRules() throws IOException {
    Session session = Session.run("dereverb", talk, "--report", "--amount", "0.5");
    assertThat(session.err()).isEqualTo(talk + ": little room to remove: left unchanged\n");
    Path page = folder.resolve("talk_report.html");
    assertThat(page)
        .content()
        .contains("little room to remove: left unchanged")
        .contains("unroom dereverb --amount 0.5 -- " + talk)
        .contains("<dt>--seed</dt><dd>0</dd>")
        .contains("<dt>--save</dt><dd>dry,ir</dd>");
    assertThat(Session.run("dereverb", talk, "--report").err()).contains("exists already");
    Files.delete(page);
    assertThat(Session.run("dereverb", talk, "--report", "--skip-existing").err())
        .isEqualTo(talk + ": skipped, its outputs exist\n");
    Path out = folder.resolve("x.wav");
    assertThat(Session.run("dereverb", talk, "--report", "-o", out).code()).isEqualTo(ExitCode.OK);
    assertThat(folder.resolve("x_report.html")).isNotEmptyFile();
    Path other = Files.copy(talk, folder.resolve("other.wav"));
    assertThat(Session.run("dereverb", other, "--save", "ir", "--report", "-n").out())
        .isEqualTo(
            "%s -> %s, %s\n"
                .formatted(
                    other, folder.resolve("other_ir.wav"), folder.resolve("other_report.html")));
  }

  @Test
  void aReportCanBeWrittenAfterwards() throws IOException {
    Session run = Session.run("dereverb", talk, "--json");
    Path result = Files.writeString(folder.resolve("result.json"), run.out());
    Session report = Session.run("report", result);
    assertThat(report.code()).isEqualTo(ExitCode.OK);
    assertThat(folder.resolve("talk_report.html")).content().contains("id=\"integrity\"");
    assertThat(Session.run("report", result).err()).contains("exists already");
    assertThat(Session.run("report", result, "-o", folder.resolve("p.html")).code())
        .isEqualTo(ExitCode.OK);
    Files.delete(folder.resolve("talk_dry.wav"));
    Session without = Session.run("report", result, "--force");
    assertThat(without.code()).isEqualTo(ExitCode.FAILED);
    assertThat(without.err()).contains("is needed for the report and cannot be read");
  }

  @Test
  void aRunOverManyHasATableOfThem() throws IOException {
    Path other = Files.copy(talk, folder.resolve("<b>other.wav"));
    Path text = Files.writeString(folder.resolve("text.wav"), "Dear diary");
    Session run = Session.run("dereverb", talk, other, text, "--json");
    Path result = Files.writeString(folder.resolve("run.json"), run.out());
    Path index = folder.resolve("index.html");
    Session session = Session.run("report", result, "--index", index);
    assertThat(session.code()).isEqualTo(ExitCode.OK);
    assertThat(index)
        .content()
        .contains("2 of 3 recordings done, 1 failed, 0 skipped, 0 with warnings")
        .contains("href=\"./talk_report.html\"")
        .contains("not a media file")
        .contains("&lt;b&gt;other.wav")
        .doesNotContain("<b>other");
    assertThat(Files.readString(index).indexOf("data-state=\"failed\""))
        .isLessThan(Files.readString(index).indexOf("data-state=\"done\""));
    assertThat(Session.run("report", result, "--force", "--index", index).code())
        .isEqualTo(ExitCode.OK);
    assertThat(Session.run("report", result, "-o", folder.resolve("x.html")).code())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void whatIsNoResultIsSaid() throws IOException {
    Path text = Files.writeString(folder.resolve("diary.json"), "Dear diary");
    assertThat(Session.run("report", text).err()).contains("is no JSON object");
    Path empty = Files.writeString(folder.resolve("empty.json"), "");
    assertThat(Session.run("report", empty).err()).contains("holds no result and no error");
    assertThat(Session.run("report", folder.resolve("none.json")).code())
        .isEqualTo(ExitCode.FAILED);
    assertThat(Session.run("report").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void everyPictureCanBeHadAlone() throws IOException {
    for (PlotKind kind : PlotKind.values()) {
      String what = kind.label();
      Path svg = folder.resolve(what + ".svg");
      assertThat(Session.run("plot", talk, "--what", what, "-o", svg).code())
          .isEqualTo(ExitCode.OK);
      assertThat(svg).content().startsWith("<?xml").contains(what + " of talk.wav");
      Path png = folder.resolve(what + ".png");
      assertThat(Session.run("plot", talk, "--what", what, "-o", png).code())
          .isEqualTo(ExitCode.OK);
      assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
    }
    Path png = folder.resolve("spectrogram.png");
    assertThat(Session.run("plot", talk, "-o", png).err()).contains("exists already");
    assertThat(Session.run("plot", talk, "-o", png, "--force").code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aRecordingIsNoImpulseResponse() throws IOException {
    Path hour = TestRecordings.noiseWav(folder.resolve("hour.wav"), 61 * 8000, 8000, 1);
    Session session = Session.run("plot", hour, "--what", "decay", "-o", folder.resolve("x.svg"));
    assertThat(session.code()).isEqualTo(ExitCode.FAILED);
    assertThat(session.err())
        .contains("hour.wav: is 61 s long, an impulse response of at most 60 s is needed");
  }

  @Test
  void plotSaysWhatItNeeds() throws IOException {
    assertThat(Session.run("plot", talk).err()).contains("-o picture.svg");
    assertThat(Session.run("plot", talk, "-o", "x.jpg").err()).contains("must end in .png or .svg");
    Path text = Files.writeString(folder.resolve("b.wav"), "Dear diary");
    Session session = Session.run("plot", text, "-o", folder.resolve("x.svg"));
    assertThat(session.code()).isEqualTo(ExitCode.FAILED);
    assertThat(session.err().lines()).hasSize(1).first().asString().contains("not a media file");
    assertThat(folder.resolve("x.svg")).doesNotExist();
  }
}

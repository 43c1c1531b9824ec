package org.unroom.batch.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unroom.batch.run.FitFields;
import org.unroom.batch.run.ReadWindow;
import org.unroom.core.media.AtomicOutput;
import org.unroom.core.plot.Fonts;
import org.unroom.reverb.dereverb.SoundModel;

/**
 * The report of one result: reads its files, each once from end to end and once more for what is
 * listened to, and makes one HTML page of them.
 */
public final class Report {
  private static final String IR = "ir";

  private final ReportSubject subject;
  private final Path page;

  /**
   * A report.
   *
   * @param page where it will lie; links start from there
   */
  public Report(ReportSubject subject, Path page) {
    this.subject = subject;
    this.page = page;
  }

  /**
   * Writes the page, complete or not at all.
   *
   * @param replace whether a file of that name may be replaced
   */
  public void write(boolean replace) throws IOException {
    try (AtomicOutput output = new AtomicOutput(page, replace)) {
      Files.writeString(output.temporary(), html(), UTF_8);
      output.commit();
    }
  }

  /** The page. */
  String html() throws IOException {
    subject.requireFiles();
    List<SoundFile> named = new ArrayList<>();
    named.add(new SoundFile("recording", subject.input(), subject.window(), subject.samples()));
    for (ReportSubject.Output output : subject.outputs()) {
      named.add(new SoundFile(output.kind(), output.path(), ReadWindow.WHOLE, output.samples()));
    }
    List<MeasuredSound> measured = SideBySide.each(named, SoundFile::measured);
    MeasuredSound recording = measured.get(0);
    List<MeasuredSound> sounds = measured.stream().filter(s -> !s.kind().equals(IR)).toList();
    List<MeasuredSound> rooms = measured.stream().filter(s -> s.kind().equals(IR)).toList();
    double from = excerptFrom(recording);
    Optional<String> noFonts = Fonts.missing();
    List<Excerpt> excerpts = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    SideBySide.run(
        () -> excerpts.addAll(Excerpt.of(sounds, from)),
        () -> shown.addAll(shown(sounds, rooms, noFonts.isEmpty())));
    PlayerSection player = new PlayerSection(sounds, excerpts, from, page);
    List<String> sections = new ArrayList<>();
    sections.add(player.html());
    sections.addAll(shown);
    List<MeasuredSound> files = new ArrayList<>(sounds);
    files.addAll(rooms);
    sections.add(new IntegritySection(files, subject.notes()).html());
    sections.add(new ParameterSection(subject).html());
    List<String> warnings = new ArrayList<>(subject.warnings());
    noFonts.ifPresent(warnings::add);
    return page(sections, warnings, player.data(), ReportCard.of(subject, sounds));
  }

  /** A file to be measured. */
  private record SoundFile(String kind, Path path, ReadWindow window, long samples) {
    MeasuredSound measured() throws IOException {
      return MeasuredSound.of(kind, path, window, samples);
    }
  }

  /** What there is to see of the sounds, the room, the fit and the response. */
  private List<String> shown(
      List<MeasuredSound> sounds, List<MeasuredSound> rooms, boolean pictures) throws IOException {
    List<String> sections = new ArrayList<>();
    if (pictures) {
      sections.add(new PictureSection(sounds, subject.window(), pitched()).html());
    }
    sections.add(new RoomSection(subject.measures(), pictures).html());
    if (pictures) {
      FitFields.read(subject.measures()).ifPresent(fit -> sections.add(new FitSection(fit).html()));
    }
    for (MeasuredSound room : rooms) {
      sections.add(new ResponseSection(room, pictures).html());
    }
    return sections;
  }

  private boolean pitched() {
    return SoundModel.INSTRUMENT.label().equals(subject.measures().get("model"));
  }

  private static double excerptFrom(MeasuredSound recording) {
    int rate = recording.format().sampleRateHz();
    long count = Math.round(Excerpt.LONGEST_SECONDS * rate);
    return recording.outline().loudest(count) / (double) rate;
  }

  private String page(
      List<String> sections, List<String> warnings, Map<String, Object> player, ReportCard card) {
    String css = Html.resource("report.css");
    String script = Html.resource("report.js");
    Map<String, String> values = new LinkedHashMap<>();
    values.put("policy", Html.policy(script, css));
    values.put("title", Html.text(subject.name()) + " – Unroom");
    values.put("name", Html.text(subject.name()));
    values.put("headline", Html.text(subject.headline()));
    values.put("warnings", warnings.isEmpty() ? "" : list(warnings));
    values.put("version", Html.text(subject.fields().getOrDefault("version", "")));
    values.put("sections", String.join("", sections));
    values.put("css", css);
    values.put("script", script);
    values.put("player", Html.json(player));
    values.put("card", Html.json(card.fields()));
    values.put("result", Html.json(subject.fields()));
    return Html.filled(Html.resource("report.html"), values);
  }

  private static String list(List<String> warnings) {
    StringBuilder items = new StringBuilder();
    warnings.forEach(warning -> items.append("<li>").append(Html.text(warning)).append("</li>"));
    return "<ul class=\"warnings\" aria-label=\"Warnings\">" + items + "</ul>";
  }
}

package org.unroom.batch.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.unroom.core.media.MediaFormat;
import org.unroom.core.media.RiffChunk;

/** What the files hold, side by side: what was kept, and what was not. */
final class IntegritySection {
  private final List<MeasuredSound> sounds;
  private final List<String> notes;

  /**
   * A section over files.
   *
   * @param sounds the recording first
   * @param notes what the run said of what it did not keep
   */
  IntegritySection(List<MeasuredSound> sounds, List<String> notes) {
    this.sounds = sounds;
    this.notes = notes;
  }

  /** The section as HTML. */
  String html() {
    StringBuilder rows = new StringBuilder();
    rows.append(row("Length", IntegritySection::length, true));
    rows.append(row("Sample rate", s -> Figures.count(s.format().sampleRateHz()) + " Hz", true));
    rows.append(row("Samples", s -> s.format().sampleFormat().description(), true));
    rows.append(row("Channels", IntegritySection::channels, true));
    rows.append(row("Kind of file", s -> s.format().container().title(), false));
    rows.append(row("Loudness", s -> Figures.db(s.loudnessLufs()) + " LUFS", false));
    rows.append(row("True peak", s -> Figures.db(s.truePeakDbtp()) + " dBTP", false));
    rows.append(row("At full scale", s -> Figures.count(s.clipped()) + " samples", false));
    rows.append(row("Not a number", s -> Figures.count(s.report().nonFinite()), false));
    rows.append(row("Damage", IntegritySection::damage, false));
    rows.append(row("Chunks", IntegritySection::chunks, true));
    rows.append(row("Tags", IntegritySection::tags, true));
    rows.append(row("SHA-256", IntegritySection::hash, false));
    return """
    <section aria-labelledby="integrity">
    <h2 id="integrity">Integrity</h2>
    <div class="scroll" tabindex="0" role="group" aria-label="Table of files">
    <table>
    <caption>%s</caption>
    <thead><tr><th scope="col"><span class="soft">File</span></th>%s</tr></thead>
    <tbody>
    %s</tbody>
    </table>
    </div>
    %s</section>
    """
        .formatted(kept(), heads(), rows, notesHtml());
  }

  private String heads() {
    StringBuilder heads = new StringBuilder();
    for (MeasuredSound sound : sounds) {
      heads.append(
          "<th scope=\"col\">%s<br><bdi class=\"soft\">%s</bdi></th>"
              .formatted(PlayerSection.label(sound.kind()), Html.text(sound.path().getFileName())));
    }
    return heads.toString();
  }

  /** A row; what is to be kept and is not, in the treated recording, stands out. */
  private String row(String name, Function<MeasuredSound, String> value, boolean keep) {
    StringBuilder cells = new StringBuilder();
    String own = value.apply(sounds.get(0));
    for (MeasuredSound sound : sounds) {
      String cell = value.apply(sound);
      boolean differs = keep && isRecording(sound) && !cell.equals(own);
      cells.append(
          differs
              ? "<td class=\"differs\">%s (differs)</td>".formatted(cell)
              : "<td>" + cell + "</td>");
    }
    return "<tr><th scope=\"row\">%s</th>%s</tr>%n".formatted(name, cells);
  }

  private static boolean isRecording(MeasuredSound sound) {
    return List.of("dry", "repaired", "removed").contains(sound.kind());
  }

  private String kept() {
    List<String> differing = new ArrayList<>();
    MeasuredSound recording = sounds.get(0);
    for (MeasuredSound sound : sounds) {
      if (isRecording(sound)) {
        differ(differing, "length", length(recording), length(sound));
        MediaFormat from = recording.format();
        MediaFormat to = sound.format();
        differ(differing, "rate", from.sampleRateHz(), to.sampleRateHz());
        differ(differing, "sample format", from.sampleFormat(), to.sampleFormat());
        differ(differing, "channels", channels(recording), channels(sound));
        differ(differing, "chunks", chunks(recording), chunks(sound));
        differ(differing, "tags", tags(recording), tags(sound));
      }
    }
    return differing.isEmpty()
        ? "Length, rate, sample format, channels, chunks and tags are those of the recording."
        : "Not as in the recording: %s."
            .formatted(String.join(", ", differing.stream().distinct().toList()));
  }

  private static void differ(List<String> differing, String what, Object from, Object to) {
    if (!from.equals(to)) {
      differing.add(what);
    }
  }

  private String notesHtml() {
    if (notes.isEmpty()) {
      return "";
    }
    StringBuilder items = new StringBuilder();
    notes.forEach(note -> items.append("<li>").append(Html.text(note)).append("</li>"));
    return "<ul class=\"notes\">" + items + "</ul>\n";
  }

  private static String length(MeasuredSound sound) {
    return "%s samples<br>%s"
        .formatted(Figures.count(sound.samples()), Figures.moment(sound.seconds()));
  }

  private static String channels(MeasuredSound sound) {
    return "%d (%s)".formatted(sound.format().channels(), Html.text(sound.format().layout()));
  }

  private static String damage(MeasuredSound sound) {
    List<String> damage = sound.report().damage(sound.format().sampleRateHz());
    return damage.isEmpty() ? "none" : Html.text(String.join("; ", damage));
  }

  private static String chunks(MeasuredSound sound) {
    List<String> ids = sound.metadata().chunks().stream().map(RiffChunk::id).toList();
    return ids.isEmpty() ? "none" : Html.text(String.join(", ", ids));
  }

  private static String tags(MeasuredSound sound) {
    if (sound.metadata().tags().isEmpty()) {
      return "none";
    }
    StringBuilder tags = new StringBuilder();
    new java.util.TreeMap<>(sound.metadata().tags())
        .forEach(
            (name, value) ->
                tags.append(tags.isEmpty() ? "" : "<br>")
                    .append("<bdi>%s: %s</bdi>".formatted(Html.text(name), Html.text(value))));
    return tags.toString();
  }

  private static String hash(MeasuredSound sound) {
    return "<code class=\"hash\">%s</code>".formatted(sound.sha256());
  }
}

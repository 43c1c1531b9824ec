package org.unroom.batch.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unroom.core.plot.SpectrogramMeter;

/** Where the sounds are compared by ear. */
final class PlayerSection {
  private static final double LITTLE_LU = 0.05;

  private final List<MeasuredSound> sounds;
  private final List<Excerpt> excerpts;
  private final double fromSeconds;
  private final Path page;

  /**
   * A section over sounds.
   *
   * @param excerpts one for each sound
   * @param fromSeconds where they begin
   * @param page links start from there
   */
  PlayerSection(List<MeasuredSound> sounds, List<Excerpt> excerpts, double fromSeconds, Path page) {
    this.sounds = sounds;
    this.excerpts = excerpts;
    this.fromSeconds = fromSeconds;
    this.page = page;
  }

  private double excerptSeconds() {
    return Math.min(Excerpt.LONGEST_SECONDS, sounds.get(0).seconds());
  }

  /** What the script needs to know. */
  Map<String, Object> data() {
    List<Map<String, Object>> tracks = new ArrayList<>();
    for (int i = 0; i < sounds.size(); i++) {
      Map<String, Object> track = new LinkedHashMap<>();
      track.put("kind", sounds.get(i).kind());
      track.put("mp3", excerpts.get(i).mp3());
      track.put("matched_db", excerpts.get(i).matchedDb());
      track.put("own_db", excerpts.get(i).ownDb());
      track.put("loudness_lufs", excerpts.get(i).loudnessLufs());
      tracks.add(track);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("excerpt_from", fromSeconds);
    data.put("excerpt_seconds", excerptSeconds());
    data.put("tracks", tracks);
    return data;
  }

  /** The section as HTML. */
  String html() {
    StringBuilder choices = new StringBuilder();
    StringBuilder files = new StringBuilder();
    for (int i = 0; i < sounds.size(); i++) {
      MeasuredSound sound = sounds.get(i);
      choices.append(
          """
          <label><input type="radio" name="sound" value="%d"%s disabled> <kbd>%d</kbd> %s <span class="soft">%s</span></label>
          """
              .formatted(i, i == 0 ? " checked" : "", i + 1, label(sound.kind()), relative(i)));
      files.append(
          "<li>%s: <a data-sound href=\"%s\"><bdi>%s</bdi></a></li>%n"
              .formatted(
                  label(sound.kind()),
                  Html.link(page, sound.path()),
                  Html.text(sound.path().getFileName())));
    }
    return """
    <section aria-labelledby="listen">
    <h2 id="listen">Listen</h2>
    <p class="soft">%s</p>
    <div id="player" role="group" aria-label="Player">
    <fieldset class="sounds"><legend>Sound</legend>
    %s</fieldset>
    <div class="row">
    <button type="button" id="play" aria-keyshortcuts="Space" disabled>Play</button>
    <label class="grow"><span>Position</span> <input type="range" id="position" min="0" max="%s" step="0.01" value="0" disabled></label>
    <output id="time" for="position">%s</output>
    </div>
    <div class="row">
    <label><input type="checkbox" id="loop" disabled> Loop</label>
    <label>from <input type="number" id="loop-from" min="0" max="%s" step="0.01" value="0" disabled></label>
    <button type="button" id="loop-start-here" disabled>Begin here</button>
    <label>to <input type="number" id="loop-to" min="0" max="%s" step="0.01" value="%s" disabled></label>
    <button type="button" id="loop-end-here" disabled>End here</button>
    <span class="soft">seconds of the excerpt</span>
    </div>
    <div class="row">
    <label><input type="checkbox" id="matched" checked disabled> All at one loudness</label>
    <label>Volume <input type="range" id="volume" min="0" max="1" step="0.01" value="1" disabled></label>
    <span class="soft">Keys: <kbd>1</kbd>–<kbd>%d</kbd> choose, <kbd>Space</kbd> plays and pauses</span>
    </div>
    <p id="status" role="status" class="soft">Decoding the excerpts …</p>
    </div>
    <noscript><p>The player needs JavaScript; the files below do not.</p></noscript>
    <h3>The files</h3>
    <ul>
    %s</ul>
    </section>
    """
        .formatted(
            about(),
            choices,
            excerptSeconds(),
            Figures.moment(fromSeconds),
            excerptSeconds(),
            excerptSeconds(),
            excerptSeconds(),
            sounds.size(),
            files);
  }

  private String about() {
    MeasuredSound recording = sounds.get(0);
    String stretch =
        recording.seconds() <= Excerpt.LONGEST_SECONDS
            ? "All of it"
            : "The loudest stretch, %s to %s of %s"
                .formatted(
                    Figures.moment(fromSeconds),
                    Figures.moment(fromSeconds + excerptSeconds()),
                    Figures.moment(recording.seconds()));
    String channels =
        recording.format().channels() > SpectrogramMeter.MOST_CHANNELS
            ? ", the first two of its %d channels".formatted(recording.format().channels())
            : "";
    return "%s%s, as MP3. Switching keeps the position. Loudness is that of ITU-R BS.1770."
        .formatted(stretch, channels);
  }

  /** How much softer or louder than the recording a sound is by itself. */
  private String relative(int i) {
    double own = excerpts.get(i).loudnessLufs();
    double recording = excerpts.get(0).loudnessLufs();
    if (!Double.isFinite(own)) {
      return sounds.get(i).truePeakDbtp() == Double.NEGATIVE_INFINITY ? "(silent)" : "(very soft)";
    }
    if (i == 0 || !Double.isFinite(recording)) {
      return Figures.plain("%.1f LUFS", own);
    }
    double difference = own - recording;
    return Math.abs(difference) < LITTLE_LU ? "±0.0 LU" : Figures.plain("%+.1f LU", difference);
  }

  /** What a kind is called in a sentence. */
  static String label(String kind) {
    return switch (kind) {
      case "recording" -> "Recording";
      case "before" -> "Before";
      case "dry" -> "Dry";
      case "swapped" -> "In the other room";
      case "repaired" -> "Repaired";
      case "removed" -> "What was removed";
      case "resynth" -> "Resynthesis";
      case "ir" -> "The room";
      default -> Html.text(kind);
    };
  }
}

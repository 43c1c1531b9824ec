package org.unroom.batch.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unroom.core.plot.SoundPictures;

/**
 * A report in short, which every report holds for the page over a whole run: read from the page, it
 * needs neither the sounds nor another pass over them.
 *
 * @param headline the verdict in one line
 * @param warnings a line each
 * @param measures figures by name, those that are numbers or words
 * @param pictures small spectrograms of the recording and of what was made of it, PNGs in Base64
 */
record ReportCard(
    String headline, List<String> warnings, Map<String, Object> measures, List<String> pictures) {
  private static final int WIDTH = 120;
  private static final int HEIGHT = 40;
  private static final int PICTURES = 2;
  private static final String BEGIN = "<script type=\"application/json\" id=\"unroom-card\">";
  private static final String END = "</script>";

  /** The card of a report. */
  static ReportCard of(ReportSubject subject, List<MeasuredSound> sounds) {
    double topDb = SoundPictures.topDb(sounds.get(0).spectrogram());
    List<String> pictures = new ArrayList<>();
    for (MeasuredSound sound : sounds.subList(0, Math.min(PICTURES, sounds.size()))) {
      byte[] png = SoundPictures.thumbnail(sound.spectrogram(), topDb, WIDTH, HEIGHT);
      pictures.add(Base64.getEncoder().encodeToString(png));
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    subject
        .measures()
        .forEach(
            (name, value) -> {
              if (value instanceof Number || value instanceof String) {
                figures.put(name, value);
              }
            });
    return new ReportCard(subject.headline(), subject.warnings(), figures, pictures);
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("headline", headline);
    fields.put("warnings", warnings);
    fields.put("measures", measures);
    fields.put("pictures", pictures);
    return fields;
  }

  /** The card in a page, where it is a report. */
  static Optional<ReportCard> in(Path page) throws IOException {
    String html = Files.readString(page);
    int from = html.indexOf(BEGIN);
    int to = html.indexOf(END, from + BEGIN.length());
    if (from < 0 || to < 0) {
      return Optional.empty();
    }
    Map<String, Object> fields =
        new ObjectMapper()
            .readValue(html.substring(from + BEGIN.length(), to), new TypeReference<>() {});
    return Optional.of(
        new ReportCard(
            String.valueOf(fields.get("headline")),
            texts(fields.get("warnings")),
            ReportSubject.map(fields.get("measures")),
            texts(fields.get("pictures"))));
  }

  private static List<String> texts(Object value) {
    return value instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }
}

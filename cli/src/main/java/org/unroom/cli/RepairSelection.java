package org.unroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.unroom.batch.run.ReadWindow;
import org.unroom.core.repair.ClickSensitivity;
import org.unroom.core.repair.Declick;
import org.unroom.core.repair.Declip;
import org.unroom.core.repair.Dehum;
import org.unroom.core.repair.Denoise;
import org.unroom.core.repair.Fill;
import org.unroom.core.repair.Repair;
import org.unroom.core.repair.TimeSpan;

/** The repairs, as options of {@code repair} and as words of {@code dereverb --repair}. */
enum RepairSelection {
  /** Gaps first, for drop-outs are told by values that any other repair would change. */
  FILL("fill gaps of up to 100 ms, some of 500: drop-outs (auto), or SPANS"),
  /** Before clicks are looked for, since the edges of flat tops are like clicks. */
  DECLIP("restore the peaks of clipped waves"),
  /** Last of the local repairs. */
  DECLICK("take clicks and crackle out"),
  /** Before noise, which a hum would be counted as. */
  DEHUM("take the mains' hum out, up to 2 kHz"),
  /** Last: what stays is even. */
  DENOISE("turn steady noise down");

  private static final String AUTO = "auto";
  private static final String CLICKS =
      Arrays.stream(ClickSensitivity.values())
          .map(s -> s.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining("|"));

  private final String text;

  RepairSelection(String text) {
    this.text = text;
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The words that {@code dereverb --repair} takes. */
  static String words() {
    return Arrays.stream(values()).map(RepairSelection::word).collect(Collectors.joining(","));
  }

  /** Such as {@code --declick, --fill auto}. */
  static String flags() {
    return Arrays.stream(values())
        .map(r -> "--" + r.word() + (r == FILL ? " " + AUTO : ""))
        .collect(Collectors.joining(" or "));
  }

  /** The options of {@code repair}, and others beside them. */
  static OptionGroup group(Option... others) {
    Stream<Option> repairs =
        Arrays.stream(values())
            .map(
                r ->
                    r == FILL
                        ? CommonOptions.value("", r.word(), "auto|SPANS", r.text)
                        : CommonOptions.flag("", r.word(), r.text));
    Stream<Option> details =
        Stream.of(
            CommonOptions.value("", "crackle", CLICKS, "what --declick takes for damage (clicks)"),
            CommonOptions.value("", "reduction", "DB", "what --denoise turns noise down by (12)"),
            CommonOptions.value("", "noise-span", "SPAN", "only noise there; --denoise learns it"));
    return OptionGroup.of(
        "What to repair",
        Stream.of(repairs, details, Arrays.stream(others)).flatMap(s -> s).toArray(Option[]::new));
  }

  /** The repairs that the options of {@code repair} ask for. */
  static List<Repair> ofOptions(Arguments arguments, ReadWindow window) throws UsageException {
    List<Repair> repairs = new ArrayList<>();
    for (RepairSelection selection : values()) {
      if (arguments.has(selection.word())) {
        repairs.add(selection.repair(arguments, window));
      }
    }
    return repairs;
  }

  /** What those options say, with the spans that a file holds: the same text, the same repairs. */
  static String asText(Arguments arguments) throws UsageException {
    StringBuilder text = new StringBuilder("repair");
    for (RepairSelection selection : values()) {
      if (arguments.has(selection.word())) {
        String value = selection == FILL ? spansText(arguments.text(FILL.word()).orElse(AUTO)) : "";
        text.append(' ').append(selection.word()).append(value);
      }
    }
    text.append(" crackle ").append(arguments.text("crackle").orElse("clicks"));
    arguments.text("reduction").ifPresent(db -> text.append(" reduction ").append(db));
    arguments.text("noise-span").ifPresent(span -> text.append(" noise-span ").append(span));
    return text.toString();
  }

  private Repair repair(Arguments arguments, ReadWindow window) throws UsageException {
    return switch (this) {
      case FILL -> fill(arguments.text(word()).orElse(AUTO), window);
      case DECLIP -> new Declip();
      case DECLICK ->
          new Declick(
              ClickSensitivity.valueOf(
                  arguments.choice("crackle", CLICKS, "clicks").toUpperCase(Locale.ROOT)));
      case DEHUM -> new Dehum();
      case DENOISE -> denoise(arguments, window);
    };
  }

  /** The repairs that {@code dereverb --repair} names, separated by commas, at their defaults. */
  static List<Repair> ofWords(String text) throws UsageException {
    List<String> wanted = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    List<String> known = List.of(words().split(",", -1));
    for (String word : wanted) {
      if (!known.contains(word)) {
        throw new UsageException(
            "--repair=%s: '%s' is none of %s".formatted(text, word, String.join(", ", known)));
      }
    }
    List<Repair> repairs = new ArrayList<>();
    for (RepairSelection selection : values()) {
      if (wanted.contains(selection.word())) {
        repairs.add(selection.usual());
      }
    }
    return repairs;
  }

  private Repair usual() {
    return switch (this) {
      case FILL -> Fill.automatic();
      case DECLIP -> new Declip();
      case DECLICK -> new Declick(ClickSensitivity.CLICKS);
      case DEHUM -> new Dehum();
      case DENOISE -> new Denoise(Denoise.DEFAULT_REDUCTION_DB, Optional.empty());
    };
  }

  private static Repair denoise(Arguments arguments, ReadWindow window) throws UsageException {
    double db = arguments.number("reduction", 0.1, 60, Denoise.DEFAULT_REDUCTION_DB, "12 is usual");
    Optional<String> text = arguments.text("noise-span");
    if (text.isEmpty()) {
      return new Denoise(db, Optional.empty());
    }
    try {
      List<TimeSpan> spans = TimeSpan.from(window.startSeconds(), TimeSpan.parse(text.get()));
      if (spans.size() == 1) {
        return new Denoise(db, Optional.of(spans.get(0)));
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException("--noise-span: " + e.getMessage());
    }
    throw new UsageException(
        "--noise-span=%s must be one span, such as 0-0.5".formatted(text.get()));
  }

  private static Repair fill(String text, ReadWindow window) throws UsageException {
    if (text.equals(AUTO)) {
      return Fill.automatic();
    }
    try {
      List<TimeSpan> spans = TimeSpan.parse(spansText(text));
      return Fill.of(TimeSpan.from(window.startSeconds(), spans), Fill.DEFAULT_ORDER);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--fill: " + e.getMessage());
    }
  }

  /** The text itself, or that of the file it names. */
  private static String spansText(String text) throws UsageException {
    try {
      Path file = Path.of(text);
      return Files.isRegularFile(file) ? Files.readString(file) : text;
    } catch (InvalidPathException e) {
      return text;
    } catch (IOException e) {
      throw new UsageException("--fill: %s cannot be read as text".formatted(text));
    }
  }
}

package org.unroom.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.unroom.core.media.AudioCodec;
import org.unroom.core.media.Container;
import org.unroom.core.media.FormatTable;
import org.unroom.core.media.Muxer;

/** {@code unroom formats}: the kinds of file that are read and written. */
final class FormatsCommand implements Command {
  @Override
  public String name() {
    return "formats";
  }

  @Override
  public String summary() {
    return "lists the kinds of file that are read and written";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public List<OptionGroup> options() {
    return List.of(
        OptionGroup.of(
            "Messages",
            CommonOptions.flag("", "json", "JSON lines on standard output"),
            CommonOptions.flag("v", "verbose", "with the codecs that are decoded"),
            CommonOptions.flag("h", "help", "this help")));
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "A file that is read is known by its content, one that is written by its name's ending.",
        "Sound from lossless files is written with the first codec named, from lossy ones with the",
        "last. Codecs hold sounds as they are or refuse them: nothing is resampled or mixed down.");
  }

  @Override
  public ExitCode run(Arguments arguments, Terminal terminal) {
    if (arguments.has("json")) {
      new JsonLines(terminal.out()).write("result", fields());
      return ExitCode.OK;
    }
    for (Container container : FormatTable.read()) {
      line(terminal, "read", container.title(), container.extensions(), "");
    }
    for (Muxer muxer : FormatTable.written()) {
      line(terminal, "write", muxer.container().title(), muxer.extensions(), codecs(muxer));
    }
    if (arguments.has("verbose")) {
      terminal.out().println("decoded: " + String.join(" ", FormatTable.decoders()));
      terminal.out().println("by " + FormatTable.library());
    }
    return ExitCode.OK;
  }

  private static void line(
      Terminal terminal, String how, String title, List<String> extensions, String codecs) {
    String endings = extensions.stream().map(e -> "." + e).collect(Collectors.joining(" "));
    terminal
        .out()
        .println("%-6s%-20s %-32s%s".formatted(how, title, endings, codecs).stripTrailing());
  }

  private static String codecs(Muxer muxer) {
    String names =
        FormatTable.codecs(muxer).stream()
            .map(AudioCodec::title)
            .collect(Collectors.joining(" or "));
    return muxer.holdsVideo() ? names + ", beside pictures" : names;
  }

  private static Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(
        "read",
        FormatTable.read().stream()
            .map(c -> Map.of("title", c.title(), "extensions", c.extensions()))
            .toList());
    fields.put(
        "written",
        FormatTable.written().stream()
            .map(
                m ->
                    Map.of(
                        "extensions",
                        m.extensions(),
                        "codecs",
                        FormatTable.codecs(m).stream().map(AudioCodec::label).toList(),
                        "video",
                        m.holdsVideo()))
            .toList());
    fields.put("decoders", FormatTable.decoders());
    fields.put("library", FormatTable.library());
    return fields;
  }
}

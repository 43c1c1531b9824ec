package org.unroom.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unroom.batch.report.Report;
import org.unroom.batch.report.ReportSubject;
import org.unroom.batch.run.Failure;
import org.unroom.core.media.IoReason;

/** {@code unroom report}: reports of results that {@code --json} told earlier. */
final class ReportCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(ReportCommand.class);
  private static final String ENDING = ".html";

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "writes HTML reports of results that were kept with --json";
  }

  @Override
  public String operands() {
    return "RESULT.json...";
  }

  @Override
  public List<OptionGroup> options() {
    return List.of(
        OptionGroup.of(
            "What to do",
            CommonOptions.value("o", "out", "OUT", "page (of one result) or folder to write to"),
            CommonOptions.flag("", "force", "replace pages that exist")),
        CommonOptions.messages());
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "RESULT.json is what a command wrote with --json; each result in it gets a page, beside",
        "its first output, as --report would have written. The sounds must still be in place.");
  }

  @Override
  public ExitCode run(Arguments arguments, Terminal terminal) throws UsageException {
    Manners manners = Manners.of(arguments);
    if (arguments.operands().isEmpty()) {
      throw new UsageException("report needs a RESULT.json. See: unroom help report");
    }
    LogStart.on(new StatusLine(terminal), manners.verbosity());
    int failed = 0;
    List<Map<String, Object>> results = new ArrayList<>();
    for (String file : arguments.operands()) {
      try {
        results.addAll(results(Path.of(file)));
      } catch (IOException e) {
        LOG.error("{}: cannot be read ({})", file, IoReason.of(e), e);
        failed++;
      } catch (IllegalArgumentException e) {
        LOG.error("{}: {}", file, e.getMessage(), e);
        failed++;
      }
    }
    int all = failed + results.size();
    Optional<Path> out = arguments.text("out").map(Path::of);
    if (results.size() > 1 && out.filter(ReportCommand::isPage).isPresent()) {
      throw new UsageException(
          "-o=%s names one page, and there are %d results; name a folder"
              .formatted(out.get(), results.size()));
    }
    for (Map<String, Object> result : results) {
      failed += written(result, out, arguments.has("force")) ? 0 : 1;
    }
    if (failed == 0) {
      return ExitCode.OK;
    }
    return failed == all ? ExitCode.FAILED : ExitCode.SOME_FAILED;
  }

  private static boolean isPage(Path out) {
    return out.toString().endsWith(ENDING);
  }

  /** The results among JSON lines that have outputs. */
  private static List<Map<String, Object>> results(Path file) throws IOException {
    List<Map<String, Object>> results = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        try {
          Map<String, Object> message = json.readValue(line, new TypeReference<>() {});
          if ("result".equals(message.get("message_type"))
              && "done".equals(message.get("status"))) {
            results.add(message);
          }
        } catch (JsonProcessingException e) {
          throw new IllegalArgumentException(
              "holds a line that is no JSON object; it must be what Unroom wrote with --json", e);
        }
      }
    }
    if (results.isEmpty()) {
      throw new IllegalArgumentException("holds no result that is done");
    }
    return results;
  }

  private static boolean written(Map<String, Object> result, Optional<Path> out, boolean replace) {
    try {
      ReportSubject subject = ReportSubject.of(result);
      Path page = page(subject, out);
      new Report(subject, page).write(replace);
      LOG.info("{}: {}", subject.name(), page);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      String why = e instanceof IOException ? Failure.of(e).problem() : e.getMessage();
      LOG.error("{}: {}", result.getOrDefault("input", "a result"), why, e);
      return false;
    }
  }

  private static Path page(ReportSubject subject, Optional<Path> out) {
    if (out.filter(ReportCommand::isPage).isPresent()) {
      return out.get();
    }
    Path name = Path.of(subject.stem() + "_report" + ENDING);
    return out.map(folder -> folder.resolve(name)).orElseGet(() -> subject.home().resolve(name));
  }
}

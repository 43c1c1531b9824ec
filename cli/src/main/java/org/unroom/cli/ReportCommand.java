package org.unroom.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unroom.batch.report.BatchIndex;
import org.unroom.batch.report.IndexEntry;
import org.unroom.batch.report.Report;
import org.unroom.batch.report.ReportSubject;
import org.unroom.batch.report.RunMessages;
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
            CommonOptions.value("", "index", "FILE", "one more page, a table of all recordings"),
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
    RunMessages told = new RunMessages();
    int failed = 0;
    for (String file : arguments.operands()) {
      failed += read(told, file) ? 0 : 1;
    }
    List<Map<String, Object>> results = told.results();
    int all = failed + results.size();
    Optional<Path> out = arguments.text("out").map(Path::of);
    if (results.size() > 1 && out.filter(ReportCommand::isPage).isPresent()) {
      throw new UsageException(
          "-o=%s names one page, and there are %d results; name a folder"
              .formatted(out.get(), results.size()));
    }
    List<IndexEntry> entries = new ArrayList<>(told.others());
    for (Map<String, Object> result : results) {
      Optional<Path> page = written(result, out, arguments.has("force"));
      failed += page.isPresent() ? 0 : 1;
      page.ifPresent(
          path -> entries.add(IndexEntry.done(String.valueOf(result.get("input")), path)));
    }
    Optional<Path> index = arguments.text("index").map(Path::of);
    if (index.isPresent() && !entries.isEmpty()) {
      failed += indexed(entries, index.get(), arguments.has("force")) ? 0 : 1;
    }
    if (failed == 0) {
      return ExitCode.OK;
    }
    return failed >= all ? ExitCode.FAILED : ExitCode.SOME_FAILED;
  }

  private static boolean read(RunMessages told, String file) {
    try {
      told.read(Path.of(file));
      return true;
    } catch (IOException e) {
      LOG.error("{}: cannot be read ({})", file, IoReason.of(e), e);
    } catch (IllegalArgumentException e) {
      LOG.error("{}: {}", file, e.getMessage(), e);
    }
    return false;
  }

  private static boolean indexed(List<IndexEntry> entries, Path index, boolean replace) {
    try {
      new BatchIndex(entries, index).write(replace);
      LOG.info("{} recordings: {}", entries.size(), index);
      return true;
    } catch (IOException e) {
      LOG.error("{}: {}", index, Failure.of(e).problem(), e);
      return false;
    }
  }

  private static boolean isPage(Path out) {
    return out.toString().endsWith(ENDING);
  }

  private static Optional<Path> written(
      Map<String, Object> result, Optional<Path> out, boolean replace) {
    try {
      ReportSubject subject = ReportSubject.of(result);
      Path page = page(subject, out);
      new Report(subject, page).write(replace);
      LOG.info("{}: {}", subject.name(), page);
      return Optional.of(page);
    } catch (IOException | IllegalArgumentException e) {
      String why = e instanceof IOException ? Failure.of(e).problem() : e.getMessage();
      LOG.error("{}: {}", result.getOrDefault("input", "a result"), why, e);
      return Optional.empty();
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

package org.unroom.cli;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.unroom.batch.plan.ExistingOutput;
import org.unroom.batch.plan.InputFilter;
import org.unroom.batch.plan.Locations;
import org.unroom.batch.plan.OutputRules;
import org.unroom.batch.plan.PlanException;
import org.unroom.batch.run.PoolSettings;
import org.unroom.batch.run.Rerun;
import org.unroom.batch.run.RoomBy;
import org.unroom.core.media.Container;
import org.unroom.core.media.MediaException;

/**
 * What {@code batch} was asked for beside what is done with every recording.
 *
 * @param out the output folder
 * @param journal the folder of this machine that journal and lock lie in
 * @param filter which inputs are taken
 * @param pool how jobs share the machine
 * @param rerun what becomes of what earlier runs left
 * @param rooms which recordings share a room; none do without it
 */
record BatchOptions(
    Path out,
    Path journal,
    InputFilter filter,
    PoolSettings pool,
    Rerun rerun,
    Optional<RoomBy> rooms) {
  /** Share of Java's memory that is planned with; the rest is for what no estimate covers. */
  private static final double HEAP_SHARE = 0.8;

  private static final int MOST_JOBS = 1024;
  private static final double LONGEST_TIMEOUT_SECONDS = 1e7;
  private static final Pattern BYTES = Pattern.compile("(?i)([0-9]{1,6})([mg])b?");

  static OptionGroup choice() {
    return OptionGroup.of(
        "Which recordings",
        CommonOptions.value("", "include", "GLOB", "take only what matches, such as '*.wav'"),
        CommonOptions.value("", "exclude", "GLOB", "leave out what matches, such as 'old/**'"),
        CommonOptions.flag("", "same-room", "all were made in one room, heard in them together"),
        CommonOptions.value("", "room-by", "folder|REGEX", "those of a folder, or of like names"));
  }

  static OptionGroup run() {
    return OptionGroup.of(
        "Run",
        CommonOptions.value("j", "jobs", "N", "recordings at work at once (one a processor)"),
        CommonOptions.value("", "max-memory", "SIZE", "they may need together, such as 4g"),
        CommonOptions.value("", "timeout", "SECONDS", "give a recording up after that long"),
        CommonOptions.value("", "retries", "N", "further tries after errors that can pass (1)"),
        CommonOptions.flag("", "no-isolate", "decode in this process, a little sooner"),
        CommonOptions.flag("", "resume", "go on with the run that the journal tells of"),
        CommonOptions.value(
            "", "journal", "FOLDER", "of this machine, to keep the journal in (OUT)"),
        CommonOptions.flag("", "retry-failed", "with --resume: try quarantined ones again, too"),
        CommonOptions.flag("", "strict", "damage is an error; warnings end with exit code 4"),
        CommonOptions.flag("", "fail-fast", "begin no other after one that failed"),
        CommonOptions.value("", "engine", "local|spark", "where the jobs are done (local)"),
        CommonOptions.value("", "master", "URL", "of the Spark cluster (as configured for it)"));
  }

  /**
   * Reads the options.
   *
   * @param locations finds the output folder
   */
  static BatchOptions of(Arguments arguments, Locations locations) throws UsageException {
    boolean resume = arguments.has("resume");
    if (resume && (arguments.has("force") || arguments.has("skip-existing"))) {
      throw new UsageException(
          "--resume already says what becomes of outputs; leave out --force and --skip-existing");
    }
    if (arguments.has("retry-failed") && !resume) {
      throw new UsageException("--retry-failed is for runs with --resume");
    }
    Path out = out(arguments, locations);
    return new BatchOptions(
        out,
        journal(arguments, out),
        filter(arguments),
        pool(arguments),
        new Rerun(resume, arguments.has("retry-failed"), arguments.has("force")),
        rooms(arguments));
  }

  /** The rules of the outputs, when what exists is judged by the journal. */
  OutputRules rules(OutputRules asked) {
    return new OutputRules(
        Optional.of(out),
        asked.name(),
        asked.kinds(),
        rerun.resume() ? ExistingOutput.REPLACE : asked.existing());
  }

  private static Path journal(Arguments arguments, Path out) throws UsageException {
    Optional<String> asked = arguments.text("journal");
    if (asked.isPresent()) {
      return located("journal", asked.get(), Locations.LOCAL);
    }
    if (!out.getFileSystem().equals(FileSystems.getDefault())) {
      throw new UsageException(
          "-o=%s is on another machine, where no journal can be added to; --journal FOLDER keeps it here"
              .formatted(MediaException.shown(out)));
    }
    return out;
  }

  private static Path located(String option, String name, Locations locations)
      throws UsageException {
    try {
      return locations.of(name);
    } catch (InvalidPathException e) {
      throw new UsageException(
          "--%s=%s: %s".formatted(option, MediaException.shown(name), e.getReason()));
    }
  }

  private static Path out(Arguments arguments, Locations locations) throws UsageException {
    String out =
        arguments
            .text("out")
            .orElseThrow(() -> new UsageException("batch needs a folder to write to: -o OUT"));
    Path folder = located("out", out, locations);
    if (Container.named(folder).isPresent() && !Files.isDirectory(folder)) {
      throw new UsageException(
          "-o=%s is the name of a file; batch writes to a folder"
              .formatted(MediaException.shown(out)));
    }
    return folder;
  }

  private static InputFilter filter(Arguments arguments) throws UsageException {
    try {
      return new InputFilter(arguments.text("include"), arguments.text("exclude"));
    } catch (PlanException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static Optional<RoomBy> rooms(Arguments arguments) throws UsageException {
    Optional<String> by = arguments.text("room-by");
    if (arguments.has("same-room") && by.isPresent()) {
      throw new UsageException("--same-room is one room, --room-by several; leave one out");
    }
    if (arguments.has("same-room")) {
      return Optional.of(RoomBy.ONE_ROOM);
    }
    if (by.isEmpty() || by.get().equals("folder")) {
      return by.map(folder -> RoomBy.FOLDER);
    }
    try {
      return Optional.of(RoomBy.name(Pattern.compile(by.get())));
    } catch (PatternSyntaxException e) {
      throw new UsageException(
          "--room-by=%s is neither folder nor a regular expression (%s), such as '^(room[0-9]+)_'"
              .formatted(by.get(), e.getDescription()));
    }
  }

  private static PoolSettings pool(Arguments arguments) throws UsageException {
    int processors = Runtime.getRuntime().availableProcessors();
    String remedy = "this machine has %d processors".formatted(processors);
    OptionalDouble seconds =
        arguments.number("timeout", 1e-3, LONGEST_TIMEOUT_SECONDS, "it is in seconds");
    return new PoolSettings(
        (int) arguments.integer("jobs", 1, MOST_JOBS, processors, remedy),
        memory(arguments.text("max-memory")),
        seconds.isPresent()
            ? Optional.of(Duration.ofMillis((long) (1000 * seconds.getAsDouble())))
            : Optional.empty(),
        (int) arguments.integer("retries", 0, 100, 1, "1 is the usual"),
        arguments.has("fail-fast"));
  }

  private static long memory(Optional<String> text) throws UsageException {
    long heap = (long) (HEAP_SHARE * Runtime.getRuntime().maxMemory());
    if (text.isEmpty()) {
      return heap;
    }
    Matcher size = BYTES.matcher(text.get());
    if (!size.matches()) {
      throw new UsageException(
          "--max-memory=%s must be a number of megabytes or gigabytes, such as 1500m or 4g"
              .formatted(text.get()));
    }
    int shift = size.group(2).toLowerCase(Locale.ROOT).equals("g") ? 30 : 20;
    long asked = Math.max(1, Long.parseLong(size.group(1)) << shift);
    if (asked > Runtime.getRuntime().maxMemory()) {
      throw new UsageException(
          "--max-memory=%s is more than Java was given (%d MB); UNROOM_JAVA_OPTS=-Xmx%s gives it more"
              .formatted(text.get(), Runtime.getRuntime().maxMemory() >> 20, text.get()));
    }
    return asked;
  }
}

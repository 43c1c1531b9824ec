package org.unroom.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unroom.batch.journal.Journal;
import org.unroom.batch.plan.FreeSpace;
import org.unroom.batch.plan.InputList;
import org.unroom.batch.plan.OutputPlan;
import org.unroom.batch.plan.PlanException;
import org.unroom.batch.report.Reporting;
import org.unroom.batch.run.BatchEngine;
import org.unroom.batch.run.BatchOrder;
import org.unroom.batch.run.BatchWork;
import org.unroom.batch.run.LocalEngine;
import org.unroom.batch.run.RoomGroups;
import org.unroom.core.media.IoReason;
import org.unroom.core.media.MediaException;

/** {@code unroom batch}: many recordings, a journal of them, and an account at the end. */
final class BatchCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(BatchCommand.class);
  static final String USUAL = "dereverb";

  private final List<TreatingCommand> actions;

  BatchCommand(List<TreatingCommand> actions) {
    this.actions = actions;
  }

  @Override
  public String name() {
    return "batch";
  }

  @Override
  public String summary() {
    return "runs over many recordings, with a journal to resume from";
  }

  @Override
  public String operands() {
    return "INPUT... -o OUT";
  }

  @Override
  public List<OptionGroup> options() {
    List<OptionGroup> groups = new ArrayList<>(own());
    Set<String> known = new HashSet<>(names(groups));
    for (TreatingCommand action : actions) {
      for (OptionGroup group : action.options()) {
        List<Option> fresh =
            group.options().stream().filter(option -> known.add(option.getLongOpt())).toList();
        if (!fresh.isEmpty()) {
          groups.add(new OptionGroup(group.title(), fresh));
        }
      }
    }
    return groups;
  }

  /** What batch itself has; where an action has an option of the same name, this one counts. */
  private List<OptionGroup> own() {
    return List.of(
        OptionGroup.of(
            "Batch",
            CommonOptions.value("", "do", choices(), "what is done (%s)".formatted(USUAL))),
        BatchOptions.choice(),
        BatchOptions.run());
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "OUT gets the outputs, in subfolders as their inputs are, unroom-journal.log with a record",
        "of every job, and summary.json and summary.csv at the end. After an interruption, or when",
        "inputs were added or changed, the same command with --resume does what is missing.");
  }

  @Override
  public ExitCode run(Arguments given, Terminal terminal) throws UsageException {
    if (given.has("list-presets")) {
      Preset.table().forEach(terminal.out()::println);
      return ExitCode.OK;
    }
    Arguments arguments = ConfigFile.merge(this, given);
    BatchEngine engine = engine(arguments);
    BatchOptions options = BatchOptions.of(arguments, engine.locations());
    TreatingJob job = action(arguments).job(arguments);
    requireRoomsCanBeShared(arguments, options);
    Manners manners = Manners.of(arguments);
    try (RunFrame frame = new RunFrame(terminal, manners)) {
      InputList inputs = frame.inputs(this, arguments.operands(), engine.locations());
      OutputPlan plan = plan(inputs, options, job);
      if (job.output().dryRun()) {
        return frame.end(frame.rehearse(inputs.problems(), plan.recordings()));
      }
      FreeSpace.require(plan.recordings(), options.out());
      try (Journal journal = new Journal(options.journal())) {
        requireFresh(journal, options);
        BatchReport report = new BatchReport(frame, manners, plan.recordings());
        CommandRecipe recipe = new CommandRecipe(arguments.words(), work(arguments));
        BatchOrder order =
            new BatchOrder(
                report.open(inputs.problems()),
                options.out(),
                recipe,
                rooms(options, plan, recipe.work()),
                journal,
                options.rerun(),
                options.pool(),
                arguments.text("master").orElse(""));
        engine.run(order, report);
        return report.end(options.out(), recipe.work(), journal);
      }
    } catch (PlanException e) {
      throw new UsageException(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    } catch (IOException e) {
      LOG.error("{}", e instanceof MediaException ? e.getMessage() : IoReason.of(e), e);
      return ExitCode.FAILED;
    }
  }

  private void requireRoomsCanBeShared(Arguments arguments, BatchOptions options)
      throws UsageException {
    if (options.rooms().isEmpty()) {
      return;
    }
    String rooms = arguments.has("same-room") ? "--same-room" : "--room-by";
    if (!action(arguments).name().equals(USUAL)) {
      throw new UsageException("%s is for batch --do %s".formatted(rooms, USUAL));
    }
    if (arguments.text("engine").filter(name -> !name.equals("local")).isPresent()) {
      throw new UsageException("%s is for --engine local".formatted(rooms));
    }
    if (arguments.text("method").filter("wpe"::equals).isPresent()) {
      throw new UsageException(
          "%s does not go with --method wpe, which hears no room".formatted(rooms));
    }
  }

  private static RoomGroups rooms(BatchOptions options, OutputPlan plan, BatchWork work) {
    return options
        .rooms()
        .map(by -> RoomGroups.of(by, plan.recordings(), work.window(), work.decoder()))
        .orElse(RoomGroups.NONE);
  }

  private static OutputPlan plan(InputList inputs, BatchOptions options, TreatingJob job)
      throws PlanException {
    return OutputPlan.of(
        options.filter().of(inputs.files(), options.out()), options.rules(job.output().rules()));
  }

  private static void requireFresh(Journal journal, BatchOptions options) throws UsageException {
    boolean resume = options.rerun().resume();
    if (!journal.isEmpty() && !resume && !options.rerun().force()) {
      throw new UsageException(
          "%s holds the journal of an earlier run; --resume goes on with it, --force does all again"
              .formatted(MediaException.shown(options.journal())));
    }
    if (journal.damaged() > 0) {
      LOG.warn(
          "{}: {} damaged lines in the journal; their jobs are done again",
          MediaException.shown(options.journal()),
          journal.damaged());
    }
  }

  /** What {@code arguments} ask to be done with every recording. */
  BatchWork work(Arguments arguments) throws UsageException {
    TreatingCommand action = action(arguments);
    TreatingJob job = action.job(arguments);
    Manners manners = Manners.of(arguments);
    return new BatchWork(
        action.name(),
        job.settings(),
        job.pipeline(),
        job.window(),
        manners.strict(),
        job.output().save(job.seed()),
        job.output().rules().kinds(),
        Version.text(),
        new Reporting(manners.asked()),
        manners.decoder(),
        RoomGroups.NONE);
  }

  /** The engine that is asked for; all but the local one come with jars of their own. */
  private static BatchEngine engine(Arguments arguments) throws UsageException {
    String name = arguments.choice("engine", "local|spark", "local");
    if (name.equals("local")) {
      if (arguments.has("master")) {
        throw new UsageException("--master is for --engine spark");
      }
      return new LocalEngine();
    }
    return ServiceLoader.load(BatchEngine.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(engine -> engine.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "--engine %s is not on the class path; see the README for how it is started"
                        .formatted(name)));
  }

  private TreatingCommand action(Arguments arguments) throws UsageException {
    String name = arguments.choice("do", choices(), USUAL);
    TreatingCommand action =
        actions.stream().filter(a -> a.name().equals(name)).findFirst().orElseThrow();
    Set<String> allowed = names(action.options());
    allowed.addAll(names(own()));
    for (TreatingCommand other : actions) {
      for (String option : names(other.options())) {
        if (arguments.given().contains(option) && !allowed.contains(option)) {
          throw new UsageException(
              "--%s is an option of %s, not of %s".formatted(option, other.name(), name));
        }
      }
    }
    return action;
  }

  private static Set<String> names(List<OptionGroup> groups) {
    return groups.stream()
        .flatMap(group -> group.options().stream())
        .map(Option::getLongOpt)
        .collect(Collectors.toSet());
  }

  private String choices() {
    return actions.stream().map(Command::name).collect(Collectors.joining("|"));
  }
}

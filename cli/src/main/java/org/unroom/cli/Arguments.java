package org.unroom.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.unroom.batch.run.RunInfo;

/**
 * The options and operands that a command was given, read by type and checked by range. Options may
 * not be shortened, so that a new one never breaks a script; quotes in values stay; {@code --} ends
 * the options.
 */
final class Arguments {
  /** Options that change what is said, not what is done. */
  private static final Set<String> MANNERS =
      Set.of("json", "progress", "quiet", "verbose", "debug", "help", "list-presets");

  /** Options that are of no use when a result is to be made again. */
  private static final Set<String> ONCE =
      Set.of("force", "skip-existing", "dry-run", "report", "config", "preset");

  private static final Pattern USUAL = Pattern.compile(".*\\((.*)\\)");

  private final Command command;
  private final CommandLine line;

  private Arguments(Command command, CommandLine line) {
    this.command = command;
    this.line = line;
  }

  /** Reads what follows the command's name. */
  static Arguments parse(Command command, List<String> words) throws UsageException {
    Options options = new Options();
    command.options().forEach(group -> group.options().forEach(options::addOption));
    DefaultParser parser =
        DefaultParser.builder()
            .setAllowPartialMatching(false)
            .setStripLeadingAndTrailingQuotes(false)
            .get();
    try {
      Arguments arguments =
          new Arguments(command, parser.parse(options, words.toArray(String[]::new)));
      arguments.refuseRepeated();
      return arguments;
    } catch (UnrecognizedOptionException e) {
      throw unknown(command, e.getOption());
    } catch (MissingArgumentException e) {
      Option option = e.getOption();
      throw new UsageException(
          "--%s needs a value: --%s %s"
              .formatted(option.getLongOpt(), option.getLongOpt(), option.getArgName()));
    } catch (ParseException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static UsageException unknown(Command command, String word) {
    String name = word.replaceFirst("=.*", "");
    List<String> known =
        command.options().stream()
            .flatMap(group -> group.options().stream())
            .map(option -> "--" + option.getLongOpt())
            .toList();
    String hint =
        NearestName.to(name, known).map(near -> "; did you mean %s?".formatted(near)).orElse(".");
    return new UsageException(
        "unknown option %s%s See: unroom help %s".formatted(name, hint, command.name()));
  }

  private void refuseRepeated() throws UsageException {
    Set<String> seen = new HashSet<>();
    for (Option option : line.getOptions()) {
      if (option.hasArg() && !seen.add(option.getLongOpt())) {
        throw new UsageException(
            "--%s is given twice; give it once".formatted(option.getLongOpt()));
      }
    }
  }

  /** The same options and further ones, before {@code operands}. */
  Arguments with(Command command, List<String> further, List<String> operands)
      throws UsageException {
    List<String> words = optionWords();
    words.addAll(further);
    words.add("--");
    words.addAll(operands);
    return parse(command, words);
  }

  /** What gives the same options and operands when it is parsed. */
  List<String> words() {
    List<String> words = optionWords();
    words.add("--");
    words.addAll(operands());
    return words;
  }

  private List<String> optionWords() {
    List<String> words = new ArrayList<>();
    for (Option option : line.getOptions()) {
      String name = "--" + option.getLongOpt();
      words.add(option.hasArg() ? name + "=" + option.getValue() : name);
    }
    return words;
  }

  /** The long names of the options given. */
  List<String> given() {
    return Arrays.stream(line.getOptions()).map(Option::getLongOpt).toList();
  }

  /** What is no option. */
  List<String> operands() {
    return line.getArgList();
  }

  /** Whether the command has an option of that name. */
  boolean offers(String option) {
    return command.options().stream()
        .flatMap(group -> group.options().stream())
        .anyMatch(offered -> offered.getLongOpt().equals(option));
  }

  boolean has(String option) {
    return line.hasOption(option);
  }

  Optional<String> text(String option) {
    return Optional.ofNullable(line.getOptionValue(option));
  }

  /** A number within [low, high]. */
  double number(String option, double low, double high, double usual, String remedy)
      throws UsageException {
    OptionalDouble given = number(option, low, high, remedy);
    return given.orElse(usual);
  }

  /** A number within [low, high], where one is given. */
  OptionalDouble number(String option, double low, double high, String remedy)
      throws UsageException {
    Optional<String> text = text(option);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    double value = parseNumber(text.get());
    if (!(value >= low && value <= high)) {
      throw new UsageException(
          "--%s=%s must be %s; %s".formatted(option, text.get(), range(low, high), remedy));
    }
    return OptionalDouble.of(value);
  }

  /** A whole number within [low, high]. */
  long integer(String option, long low, long high, long usual, String remedy)
      throws UsageException {
    Optional<String> text = text(option);
    try {
      long value = text.isEmpty() ? usual : Long.parseLong(text.get());
      if (value >= low && value <= high) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below, with the range
    }
    String range = low == Long.MIN_VALUE ? "" : " between %d and %d".formatted(low, high);
    throw new UsageException(
        "--%s=%s must be a whole number%s; %s".formatted(option, text.orElse(""), range, remedy));
  }

  /** One of the words that {@code choices} separates by bars. */
  String choice(String option, String choices, String usual) throws UsageException {
    String value = text(option).orElse(usual);
    if (!Arrays.asList(choices.split("\\|", -1)).contains(value)) {
      throw new UsageException(
          "--%s=%s must be one of %s".formatted(option, value, choices.replace("|", ", ")));
    }
    return value;
  }

  /** All that was asked for; the usual value of an option stands in brackets in its help. */
  RunInfo asked() {
    Map<String, String> settings = new LinkedHashMap<>();
    List<String> words = new ArrayList<>(List.of(command.name()));
    for (OptionGroup group : command.options()) {
      for (Option option : group.options()) {
        String name = option.getLongOpt();
        if (!MANNERS.contains(name)) {
          settings.put(name, setting(option));
          if (has(name) && !ONCE.contains(name)) {
            words.add("--" + name);
            text(name).ifPresent(words::add);
          }
        }
      }
    }
    return new RunInfo(Version.text(), words, settings, Path.of("").toAbsolutePath());
  }

  private String setting(Option option) {
    if (!option.hasArg()) {
      return has(option.getLongOpt()) ? "yes" : "no";
    }
    Matcher usual = USUAL.matcher(option.getDescription());
    return text(option.getLongOpt()).orElse(usual.matches() ? usual.group(1) : "not given");
  }

  private static double parseNumber(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static String range(double low, double high) {
    if (high < Double.MAX_VALUE) {
      return "between %s and %s".formatted(plain(low), plain(high));
    }
    return low == 0 ? "at least 0" : "above 0";
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}

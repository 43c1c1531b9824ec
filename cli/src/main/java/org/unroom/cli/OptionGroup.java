package org.unroom.cli;

import java.util.List;
import org.apache.commons.cli.Option;

/**
 * Options of a command under one heading of its help.
 *
 * @param title the heading
 * @param options in the order of the help
 */
record OptionGroup(String title, List<Option> options) {
  static OptionGroup of(String title, Option... options) {
    return new OptionGroup(title, List.of(options));
  }
}

package org.unroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/**
 * One start of Unroom within the test's own JVM.
 *
 * @param code what it ended with
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Session(ExitCode code, String out, String err) {
  static Session run(Object... words) {
    return runWith(new byte[0], words);
  }

  static Session runWith(byte[] standardInput, Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(standardInput),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            0,
            false);
    String[] args = new String[words.length];
    for (int i = 0; i < args.length; i++) {
      args[i] = words[i].toString();
    }
    ExitCode code = new Main(PassThrough::new, terminal).run(args);
    return new Session(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}

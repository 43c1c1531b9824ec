package org.unroom.cli;

/** A line for every stage and every tenth of the job, for logs and terminals that only append. */
final class PlainProgress implements ProgressDisplay {
  private static final int TENTH = 10;

  private final String name;
  private final StatusLine line;
  private String stage = "";
  private int tenth = -1;

  PlainProgress(String name, StatusLine line) {
    this.name = name;
    this.line = line;
  }

  @Override
  public void report(String now, double fraction) {
    int reached = (int) Math.floor(fraction * TENTH);
    if (!now.equals(stage) || reached > tenth) {
      stage = now;
      tenth = Math.max(tenth, reached);
      line.print("%s: %s, %d %%".formatted(name, stage, (int) Math.floor(fraction * 100)));
    }
  }
}

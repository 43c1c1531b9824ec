package org.unroom.cli;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Something costly that is made when it is first asked for, and closed if it was. */
final class Lazy<T> implements AutoCloseable {
  private final Supplier<T> maker;
  private final Consumer<T> closer;
  private Optional<T> made = Optional.empty();

  Lazy(Supplier<T> maker, Consumer<T> closer) {
    this.maker = maker;
    this.closer = closer;
  }

  T get() {
    if (made.isEmpty()) {
      made = Optional.of(maker.get());
    }
    return made.get();
  }

  @Override
  public void close() {
    made.ifPresent(closer);
  }
}

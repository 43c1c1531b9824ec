package org.unroom.batch.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values in a form that JSON has: numbers that are not finite become null, at any depth. */
public final class JsonValue {
  private JsonValue() {}

  /** {@code value} itself, or what stands for it. */
  public static Object of(Object value) {
    if (value instanceof Double number) {
      return Double.isFinite(number) ? value : null;
    }
    if (value instanceof Float number) {
      return Float.isFinite(number) ? value : null;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((name, element) -> copy.put(String.valueOf(name), of(element)));
      return Collections.unmodifiableMap(copy);
    }
    if (value instanceof Collection<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(of(element)));
      return Collections.unmodifiableList(copy);
    }
    return value;
  }
}

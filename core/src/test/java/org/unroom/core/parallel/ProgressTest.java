package org.unroom.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void partsOfPartsLieWhereTheyBelong() {
    List<String> told = new ArrayList<>();
    Progress whole = (stage, fraction) -> told.add(stage + " " + fraction);
    Progress part = whole.part(0.5, 1).part(0, 0.5);
    part.report("a", 0);
    part.report("b", 0.5);
    part.report("c", 1);
    assertThat(told).containsExactly("a 0.5", "b 0.625", "c 0.75");
  }
}

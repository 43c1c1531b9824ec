package org.unroom.batch.run;

import java.io.Serializable;

/** Makes a {@link BatchWork} wherever it arrives. */
@FunctionalInterface
public interface WorkRecipe extends Serializable {
  /** The work. */
  BatchWork work();
}

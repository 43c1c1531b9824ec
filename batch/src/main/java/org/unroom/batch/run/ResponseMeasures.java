package org.unroom.batch.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.unroom.reverb.acoustics.BandAcoustics;

/** {@link BandAcoustics} for programs: what cannot be told is left out. */
final class ResponseMeasures {
  private ResponseMeasures() {}

  static Map<String, Object> of(BandAcoustics band) {
    Map<String, Object> measures = new LinkedHashMap<>();
    if (band.nominalHz() > 0) {
      measures.put("center_hz", band.nominalHz());
    }
    put(measures, "t60_s", band.t60Seconds());
    measures.put("t60_from", band.t60Estimator());
    put(measures, "edt_s", band.edtSeconds());
    put(measures, "t20_s", band.t20Seconds());
    put(measures, "t30_s", band.t30Seconds());
    put(measures, "c50_db", band.c50Db());
    put(measures, "c80_db", band.c80Db());
    put(measures, "d50", band.d50());
    put(measures, "ts_s", band.centreSeconds());
    put(measures, "drr_db", band.drrDb());
    measures.put("range_db", band.rangeDb());
    put(measures, "nonlinearity_permille", band.nonlinearityPermille());
    put(measures, "curvature_percent", band.curvaturePercent());
    measures.put("bent", band.bent());
    band.doubleSlope()
        .ifPresent(
            slopes -> {
              Map<String, Object> both = new LinkedHashMap<>();
              both.put("early_t60_s", slopes.earlySeconds());
              both.put("late_t60_s", slopes.lateSeconds());
              both.put("knee_db", slopes.kneeDb());
              measures.put("double_slope", both);
            });
    return measures;
  }

  private static void put(Map<String, Object> measures, String name, OptionalDouble value) {
    value.ifPresent(v -> measures.put(name, v));
  }
}

package org.unroom.reverb.metrics;

/** What an {@link Evaluation} measures, with how it is written and which way is better. */
public enum Metric {
  /** {@link SiSdr} after alignment. */
  SI_SDR("SI-SDR", "dB", Better.HIGHER),
  /** {@link SiSdr} of the samples as they lie in the files. */
  SI_SDR_UNALIGNED("SI-SDR unaligned", "dB", Better.HIGHER),
  /** {@link FwSegSnr}. */
  FW_SEG_SNR("fwSegSNR", "dB", Better.HIGHER),
  /** {@link LogSpectralDistance}. */
  LSD("LSD", "dB", Better.LOWER),
  /** {@link CepstralDistance}. */
  CEPSTRAL_DISTANCE("CD", "dB", Better.LOWER),
  /** {@link Stoi}. */
  STOI("STOI", "", Better.HIGHER),
  /** {@link Estoi}. */
  ESTOI("ESTOI", "", Better.HIGHER),
  /** {@link Srmr#plain} of the estimate. */
  SRMR("SRMR", "", Better.HIGHER),
  /** {@link Srmr#normalized} of the estimate. */
  SRMR_NORMALIZED("SRMR normalized", "", Better.HIGHER);

  private final String label;
  private final String unit;
  private final Better better;

  Metric(String label, String unit, Better better) {
    this.label = label;
    this.unit = unit;
    this.better = better;
  }

  /** Name as the field writes it. */
  public String label() {
    return label;
  }

  /** Unit, empty for a pure number. */
  public String unit() {
    return unit;
  }

  /** Which way is better. */
  public Better better() {
    return better;
  }

  /** Which way is better. */
  public enum Better {
    /** Larger figures are better. */
    HIGHER,
    /** Smaller figures are better. */
    LOWER
  }
}

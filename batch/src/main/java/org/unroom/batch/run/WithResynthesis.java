package org.unroom.batch.run;

import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.unroom.batch.plan.OutputKind;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.media.ScratchAudio;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.ddsp.DdspSettings;
import org.unroom.reverb.ddsp.Resynthesis;
import org.unroom.reverb.ddsp.Resynthesizer;

/**
 * Another treatment, and beside it the recording played again without its room ({@link
 * Resynthesizer}), where it has a tone that can be followed.
 */
public final class WithResynthesis implements TreatmentPipeline {
  /** Share of the progress that the treatment takes; the fit in the time domain is slower. */
  private static final double TREATED = 0.2;

  private final TreatmentPipeline treatment;
  private final Workers workers;
  private final Resynthesizer resynthesizer;

  /** The treatment, which is closed together with this, and settings for both. */
  public WithResynthesis(TreatmentPipeline treatment, DereverbSettings settings) {
    this.treatment = treatment;
    this.workers = new Workers(settings.threads());
    this.resynthesizer = new Resynthesizer(DdspSettings.standard(settings.seed()), workers);
  }

  private WithResynthesis(TreatmentPipeline treatment, WithResynthesis opened) {
    this.treatment = treatment;
    this.workers = opened.workers;
    this.resynthesizer = opened.resynthesizer;
  }

  @Override
  public TreatmentPipeline in(RoomGroup room) {
    return new WithResynthesis(treatment.in(room), this);
  }

  @Override
  public Treatment treat(AudioSource recording, ScratchSpace scratch, Progress progress)
      throws IOException {
    Treatment treated = treatment.treat(recording, scratch, progress.part(0, TREATED));
    ScratchAudio synthetic = scratch.soundLike(recording);
    Resynthesis done = resynthesizer.process(recording, synthetic, progress.part(TREATED, 1));
    if (done.share() == 0) {
      return treated;
    }
    Map<OutputKind, AudioSource> sounds = new EnumMap<>(treated.sounds());
    sounds.put(OutputKind.RESYNTH, synthetic);
    return new Treatment(sounds, withMeasures(treated.findings(), done), treated.room());
  }

  private static Findings withMeasures(Findings findings, Resynthesis done) {
    Map<String, Object> measures = new LinkedHashMap<>(findings.measures());
    measures.put("resynthesized_share", done.share());
    measures.put("spectral_loss", done.spectralLoss());
    return new Findings(findings.headline(), findings.table(), measures, findings.warnings());
  }

  @Override
  public void close() {
    treatment.close();
    workers.close();
  }
}

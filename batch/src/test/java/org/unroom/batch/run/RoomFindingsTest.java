package org.unroom.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.unroom.reverb.dereverb.Evidence;
import org.unroom.reverb.dereverb.RoomRemoval;
import org.unroom.reverb.dereverb.SoundModel;
import org.unroom.reverb.dereverb.Tonality;
import org.unroom.reverb.fit.BandDecay;
import org.unroom.reverb.fit.RoomEstimate;

class RoomFindingsTest {
  private static final Tonality SPOKEN = new Tonality(0.5, 0.02, 200);
  private static final Evidence ROOM = new Evidence(OptionalDouble.of(15), 0.02, SPOKEN);

  private static RoomEstimate room(double t60, double spread, double early, double tail) {
    BandDecay decay = new BandDecay(t60, spread, early, tail, 1e-6);
    return new RoomEstimate(List.of(500.0, 1000.0, 2000.0), List.of(decay, decay, decay));
  }

  private static RoomRemoval done(Evidence evidence, double strength, double spread) {
    return new RoomRemoval(
        true,
        evidence,
        SoundModel.VOICE,
        strength,
        Optional.of(room(1.24, spread, 2, 1)),
        Optional.of(room(0.31, spread, 1.5, 0.01)));
  }

  private static RoomRemoval untouched(OptionalDouble persistence, double held) {
    return new RoomRemoval(
        false,
        new Evidence(persistence, held, SPOKEN),
        SoundModel.VOICE,
        0,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void aTreatmentSaysWhatHasBecomeOfTheRoom() {
    Findings findings = RoomFindings.ofTreatment(done(ROOM, 1, 0.02), 1);
    assertThat(findings.headline())
        .isEqualTo("T60 1.24 → 0.31 s, DRR −1.4 → +11.8 dB, confidence high");
    assertThat(findings.measures())
        .containsEntry("verdict", "room")
        .containsEntry("t60_s", 1.24)
        .containsEntry("t60_s_after", 0.31)
        .containsEntry("confidence", "high")
        .containsEntry("strength", 1.0);
    assertThat(findings.warnings()).isEmpty();
    assertThat(RoomFindings.ofTreatment(done(ROOM, 0.4, 0.15), 1).headline())
        .endsWith("confidence medium; treated at 40 % strength");
    assertThat(RoomFindings.ofTreatment(done(ROOM, 1, 0.1), 0).headline())
        .startsWith("T60 1.24 s")
        .endsWith("left unchanged, as --amount 0 asks");
  }

  @Test
  void aRoomThatIsNoSmallerAfterwardsIsShownAsItIs() {
    RoomRemoval worse =
        new RoomRemoval(
            true,
            ROOM,
            SoundModel.VOICE,
            1,
            Optional.of(room(0.31, 0.1, 1.5, 0.01)),
            Optional.of(room(1.24, 0.1, 2, 1)));
    assertThat(RoomFindings.ofTreatment(worse, 1).headline())
        .startsWith("T60 0.31 → 1.24 s, DRR +11.8 → −1.4 dB");
  }

  @Test
  void aFitThatIsNotSureSaysSo() {
    Findings findings = RoomFindings.ofTreatment(done(ROOM, 1, 0.5), 1);
    assertThat(findings.headline()).contains("confidence low");
    assertThat(findings.warnings()).hasSize(1).first().asString().contains("by ear");
  }

  @Test
  void whatIsLeftAloneSaysWhy() {
    assertThat(RoomFindings.ofTreatment(untouched(OptionalDouble.of(-5), 0), 1).headline())
        .isEqualTo("little room to hear or to remove: left unchanged");
    assertThat(RoomFindings.ofTreatment(untouched(OptionalDouble.of(20), 0.3), 1).headline())
        .startsWith("several or plucked tones")
        .endsWith("left unchanged");
    assertThat(RoomFindings.ofRoom(untouched(OptionalDouble.empty(), 0)).headline())
        .isEqualTo("too short, too quiet or too noisy to hear a room in");
  }

  @Test
  void anInstrumentIsCalledOneAndItsFitSaysWhetherThereIsARoom() {
    Evidence melody = new Evidence(OptionalDouble.of(20), 0.4, new Tonality(0.9, 0.6, 20));
    RoomRemoval treated =
        new RoomRemoval(
            true,
            melody,
            SoundModel.INSTRUMENT,
            1,
            Optional.of(room(1.24, 0.02, 2, 1)),
            Optional.of(room(0.31, 0.02, 1.5, 0.01)));
    Findings findings = RoomFindings.ofTreatment(treated, 1);
    assertThat(findings.headline()).endsWith("heard as one instrument or singer");
    assertThat(findings.measures())
        .containsEntry("model", "instrument")
        .containsEntry("verdict", "room")
        .containsEntry("pitch_confidence", 0.9);
    RoomRemoval dry =
        new RoomRemoval(
            false, melody, SoundModel.INSTRUMENT, 0, Optional.empty(), Optional.empty());
    assertThat(RoomFindings.ofTreatment(dry, 1).headline())
        .isEqualTo("little room to hear or to remove: left unchanged");
  }

  @Test
  void theRoomsOfAChangingPlaceAreToldOneByOne() {
    RoomEstimate hall = room(1.24, 0.02, 2, 1);
    RoomRemoval moved =
        new RoomRemoval(
            true,
            new Evidence(OptionalDouble.of(20), 0, new Tonality(0.1, 0, 0)),
            SoundModel.VOICE,
            1,
            Optional.of(hall),
            Optional.of(room(0.31, 0.02, 1.5, 0.01)),
            List.of(
                new RoomRemoval.Scene(0, 80, Optional.empty()),
                new RoomRemoval.Scene(80, 190, Optional.of(hall))),
            Optional.empty(),
            Optional.empty());
    Findings findings = RoomFindings.ofTreatment(moved, 1);
    assertThat(findings.headline())
        .endsWith("; the place changes: from 0 s left alone, from 80 s T60 1.24 s");
    assertThat(findings.measures().get("scenes").toString())
        .contains("from_s=0.0, to_s=80.0}", "from_s=80.0, to_s=190.0, t60_s=1.24");
  }

  @Test
  void analysisTellsOctavesItKnowsAndNoOthers() {
    Findings findings = RoomFindings.ofRoom(done(ROOM, 1, 0.02));
    assertThat(findings.table()).hasSize(4);
    assertThat(findings.table().get(2)).contains("1000 Hz", "1.24 s", "+3.0 dB", "high");
    assertThat(findings.measures().get("octaves"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(3)
        .allSatisfy(
            octave ->
                assertThat(((Map<?, ?>) octave).keySet().toString())
                    .contains("center_hz", "t60_s"));
  }
}

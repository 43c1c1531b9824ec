package org.unroom.core.plot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.unroom.core.pitch.PitchTrack;
import org.unroom.core.plot.LineChart.Stroke;
import org.w3c.dom.Document;

class PictureTest {
  private static final double[] X = {0, 1, 2, 3};
  private static final double[] Y = {0, -20, Double.NaN, -60};

  private static Picture decay() {
    return LineChart.linear("s", 0, 3, "dB", -70, 0)
        .line("500 Hz", X, Y, Ink.BLUE, Stroke.SOLID)
        .line("", X, new double[] {0, -19, -39, -58}, Ink.BLUE, Stroke.DASHED)
        .mark("mixing time", 1)
        .level("noise", -55)
        .stretch(0, 1)
        .picture("Decay <of> \"rooms\" & halls", "It falls.", LineChart.HALF);
  }

  private static Picture spectrogram() {
    float[][] levels = new float[50][240];
    levels[20][100] = -10;
    float[] f0 = {90, 100, 95, 90};
    float[] confidence = {1, 1, 0.1f, 1};
    return SoundPictures.pitched(
        "Recording",
        new LogSpectrogram(levels, 40, 8000, 2),
        0,
        new PitchTrack(0, 0.5, f0, confidence));
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
  }

  @Test
  void anSvgIsXmlWithTitleAndTextAsText() throws Exception {
    for (Picture picture : List.of(decay(), spectrogram())) {
      Document svg = parsed(picture.svg());
      assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
          .isEqualTo(picture.title());
      assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
          .isEqualTo(picture.description());
      assertThat(svg.getElementsByTagName("text").getLength()).isGreaterThan(8);
    }
    assertThat(decay().svg())
        .contains(">mixing time<")
        .contains(">500 Hz<")
        .contains("rgb(0,114,178)");
  }

  @Test
  void inAPageItNeedsNoStyleAttributesAndSharesNoIds() throws Exception {
    String svg = decay().inPage("edc");
    parsed(svg);
    assertThat(svg).doesNotContain("style=").doesNotContain("font-family");
    assertThat(svg).contains("var(--ink-blue)").doesNotContain("rgb(0,114,178)");
    List<String> ids = new ArrayList<>();
    Matcher id = Pattern.compile("(?:id=\"|url\\(#)([^\")]*)").matcher(svg);
    while (id.find()) {
      ids.add(id.group(1));
    }
    assertThat(ids).isNotEmpty().allMatch(name -> name.startsWith("edc-"));
  }

  @Test
  void aLineIsBrokenWhereItHasNoValue() {
    String path =
        decay()
            .svg()
            .replaceAll(
                "(?s).*(<path[^>]* d=\"M[^\"]*\"[^>]*stroke=\"rgb\\(0,114,178\\)\"[^>]*>).*", "$1");
    Matcher moves = Pattern.compile("M").matcher(decay().svg());
    assertThat(moves.results().count()).isGreaterThan(1);
    assertThat(path).doesNotContain("NaN");
    assertThat(decay().svg()).doesNotContain("NaN");
  }

  @Test
  void aPngHasTheSizeThatWasAskedForAndSomethingInIt() throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(decay().png(2)));
    assertThat(image.getWidth()).isEqualTo(880);
    assertThat(image.getHeight()).isEqualTo(580);
    int blue = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        blue += (image.getRGB(x, y) & 0xffffff) == 0x0072b2 ? 1 : 0;
      }
    }
    assertThat(blue).isGreaterThan(50);
  }

  @Test
  void chartsOfOneStretchOfTimeStandBelowEachOther() {
    WaveformMeter outline = new WaveformMeter(8000, 16_000);
    outline.write(new float[1][16_000], 0, 16_000);
    var waveform = SoundPictures.waveform("Recording", outline, 2).plotArea();
    var spectrogram = spectrogram().plotArea();
    assertThat(waveform.getMinX()).isEqualTo(spectrogram.getMinX());
    assertThat(waveform.getMaxX())
        .isCloseTo(spectrogram.getMaxX(), org.assertj.core.api.Assertions.within(1.0));
  }

  @Test
  void sameChartSameBytes() {
    assertThat(decay().svg()).isEqualTo(decay().svg());
    assertThat(spectrogram().png(1)).isEqualTo(spectrogram().png(1));
  }

  @Test
  void thereAreFontsHere() {
    assertThat(Fonts.missing()).isEmpty();
  }
}

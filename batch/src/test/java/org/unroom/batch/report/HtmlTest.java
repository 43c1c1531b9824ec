package org.unroom.batch.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.unroom.core.plot.Ink;

class HtmlTest {
  @Test
  void textStaysTextAndControlCharactersAreSeen() {
    assertThat(Html.text("<a b=\"c\" d='e'>&\n"))
        .isEqualTo("&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;\\x0a");
  }

  @Test
  void jsonHoldsNothingThatEndsAScript() {
    assertThat(Html.json(Map.of("a", "</script><!--\u2028"))).doesNotContain("<", ">", "\u2028");
    assertThat(Html.json(Map.of("a", Double.NaN))).isEqualTo("{\"a\":null}");
  }

  @Test
  void slotsAreFilledOnceAndNoneIsForgotten() {
    assertThat(Html.filled("{{a}}-{{b}}", Map.of("a", "{{b}}$1", "b", "x"))).isEqualTo("{{b}}$1-x");
    assertThatThrownBy(() -> Html.filled("{{c}}", Map.of())).hasMessageContaining("{{c}}");
  }

  @Test
  void linksAreRelativeAndNeverASchemeOfTheirOwn() {
    Path page = Path.of("/out/a/page.html");
    assertThat(Html.link(page, Path.of("/out/a/x.wav"))).isEqualTo("./x.wav");
    assertThat(Html.link(page, Path.of("/in/ä b#?%.wav")))
        .isEqualTo("./../../in/%C3%A4%20b%23%3F%25.wav");
    assertThat(Html.link(page, Path.of("/out/a/javascript:alert(1)")))
        .isEqualTo("./javascript:alert(1)");
  }

  @Test
  void wordsAreQuotedForAShell() {
    assertThat(ParameterSection.quoted("talk.wav")).isEqualTo("talk.wav");
    assertThat(ParameterSection.quoted("it's $HOME")).isEqualTo("'it'\\''s $HOME'");
    assertThat(ParameterSection.quoted("")).isEqualTo("''");
  }

  @Test
  void figuresHaveMinusSignsAndInfinities() {
    assertThat(Figures.db(-23.04)).isEqualTo("−23.0");
    assertThat(Figures.db(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
    assertThat(Figures.moment(3725.5)).isEqualTo("62:05.50");
    assertThat(Figures.measure("%.1f", null)).isEqualTo("–");
  }

  @Test
  void thePageKnowsEveryInkAsItIsInFilesOfTheirOwn() {
    String css = Html.resource("report.css");
    assertThat(Arrays.stream(Ink.values()).map(ink -> ink.variable() + ": " + ink.inCss()))
        .allMatch(css::contains);
  }
}

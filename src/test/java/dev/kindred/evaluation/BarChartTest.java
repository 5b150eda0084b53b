package dev.kindred.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.measure.Interval;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class BarChartTest {
  @Test
  void drawsABarForEachValueToScale() throws Exception {
    BarChart chart =
        new BarChart(
            "Recall <by> 'source'",
            List.of("at 10"),
            List.of(
                new BarChart.Group("a & b", "2 queries", List.of(bar(0.5))),
                new BarChart.Group("c", "3 queries", List.of(bar(0.25)))));
    Element svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(chart.svg())))
            .getDocumentElement();
    assertThat(svg.getAttribute("aria-label")).isEqualTo("Recall <by> 'source'");
    NodeList bars = svg.getElementsByTagName("rect"); // the first is the legend's
    double tall = Double.parseDouble(((Element) bars.item(1)).getAttribute("height"));
    double low = Double.parseDouble(((Element) bars.item(2)).getAttribute("height"));
    assertThat(tall).isCloseTo(2 * low, within(0.2)).isPositive();
    assertThat(bars.item(1).getTextContent()).isEqualTo("a & b, at 10: 0.500 [0.400, 0.600]");
    assertThat(chart.svg()).contains("prefers-color-scheme: dark");
  }

  @Test
  void refusesWhatIsNoShare() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bar(1.5))
        .withMessage("a bar must be 0..1, got 1.5");
  }

  private static BarChart.Bar bar(double value) {
    return new BarChart.Bar(value, new Interval(value - 0.1, value + 0.1));
  }
}

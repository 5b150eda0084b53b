package dev.kindred.evaluation;

import dev.kindred.measure.Interval;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/// Grouped bars of values in [0, 1] with their intervals, as an SVG that can be read in light and
/// in dark: it brings no background and takes its colours from the reader's preference.
///
/// @param series names of the bars of each group, at most three
record BarChart(String title, List<String> series, List<Group> groups) {
  private static final int LEFT = 44;
  private static final int TOP = 56;
  private static final int HEIGHT = 220;
  private static final int GROUP = 112;
  private static final int BAR = 26;
  private static final int GAP = 6;
  private static final int LEGEND = 130;

  /// @param label of the group
  /// @param note smaller, below the label
  record Group(String label, String note, List<Bar> bars) {}

  record Bar(double value, Interval interval) {
    Bar {
      if (!(value >= 0 && value <= 1))
        throw new IllegalArgumentException("a bar must be 0..1, got " + value);
    }
  }

  BarChart {
    series = List.copyOf(series);
    groups = List.copyOf(groups);
    if (series.isEmpty() || series.size() > 3)
      throw new IllegalArgumentException("a chart has 1..3 series, got " + series.size());
  }

  /// The next tenth above every bar and interval: small values fill the chart too.
  private double top() {
    double most = 0.1;
    for (Group group : groups) {
      for (Bar bar : group.bars())
        most = Math.max(most, Math.max(bar.value(), bar.interval().upper()));
    }
    return Math.min(1, Math.ceil(most * 10 - 1e-9) / 10);
  }

  String svg() {
    int width = Math.max(LEFT + GROUP * groups.size() + 12, LEFT + LEGEND * series.size());
    int height = TOP + HEIGHT + 48;
    Formatter svg = new Formatter(Locale.ROOT);
    svg.format(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' role='img' aria-label='%s'>\n",
        width, height, width, escaped(title));
    svg.format(
        """
        <style>
          text { font: 12px system-ui, sans-serif; fill: #1f2328 }
          .title { font-weight: 600; font-size: 14px }
          .note { fill: #59636e; font-size: 11px }
          .grid { stroke: #d1d9e0 } .whisker { stroke: #1f2328; stroke-width: 1.2 }
          .s0 { fill: #0b62c4 } .s1 { fill: #d97706 } .s2 { fill: #6d4bb5 }
          @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3 } .note { fill: #9da7b1 }
            .grid { stroke: #3d444d } .whisker { stroke: #e6edf3 }
            .s0 { fill: #58a6ff } .s1 { fill: #f0a43a } .s2 { fill: #b292f0 }
          }
        </style>
        """);
    svg.format("<text class='title' x='%d' y='18'>%s</text>\n", LEFT, escaped(title));
    for (int i = 0; i < series.size(); i++) {
      int x = LEFT + i * LEGEND;
      svg.format("<rect class='s%d' x='%d' y='28' width='12' height='12'/>\n", i, x);
      svg.format("<text x='%d' y='38'>%s</text>\n", x + 18, escaped(series.get(i)));
    }
    double top = top();
    for (int step = 0; step <= 4; step++) {
      double y = y(top * step / 4, top);
      svg.format(
          "<line class='grid' x1='%d' x2='%d' y1='%.1f' y2='%.1f'/>\n", LEFT, width - 8, y, y);
      svg.format(
          "<text class='note' x='%d' y='%.1f' text-anchor='end'>%.2f</text>\n",
          LEFT - 6, y + 4, top * step / 4);
    }
    for (int g = 0; g < groups.size(); g++)
      draw(svg, groups.get(g), LEFT + g * GROUP + GROUP / 2, top);
    return svg.format("</svg>\n").toString();
  }

  private void draw(Formatter svg, Group group, int middle, double top) {
    int bars = group.bars().size();
    int left = middle - (bars * BAR + (bars - 1) * GAP) / 2;
    for (int i = 0; i < bars; i++) {
      Bar bar = group.bars().get(i);
      int x = left + i * (BAR + GAP);
      double y = y(bar.value(), top);
      svg.format(
          "<rect class='s%d' x='%d' y='%.1f' width='%d' height='%.1f'><title>%s, %s: %.3f [%.3f, %.3f]</title></rect>\n",
          i,
          x,
          y,
          BAR,
          TOP + HEIGHT - y,
          escaped(group.label()),
          escaped(series.get(i)),
          bar.value(),
          bar.interval().lower(),
          bar.interval().upper());
      svg.format(
          "<line class='whisker' x1='%d' x2='%d' y1='%.1f' y2='%.1f'/>\n",
          x + BAR / 2, x + BAR / 2, y(bar.interval().lower(), top), y(bar.interval().upper(), top));
      svg.format(
          "<text class='note' x='%d' y='%.1f' text-anchor='middle'>%.2f</text>\n",
          x + BAR / 2, y(bar.interval().upper(), top) - 4, bar.value());
    }
    svg.format(
        "<text x='%d' y='%d' text-anchor='middle'>%s</text>\n",
        middle, TOP + HEIGHT + 18, escaped(group.label()));
    svg.format(
        "<text class='note' x='%d' y='%d' text-anchor='middle'>%s</text>\n",
        middle, TOP + HEIGHT + 34, escaped(group.note()));
  }

  private static double y(double value, double top) {
    return TOP + HEIGHT * (1 - value / top);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace("\"", "&quot;");
  }
}

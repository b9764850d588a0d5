package dev.willow.bench.growth;

import dev.willow.bench.growth.Grown.Dimension;
import dev.willow.bench.growth.Grown.Point;
import dev.willow.bench.growth.Grown.Series;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// A dimension as SVG: one panel for each of rate, median and processor time, above the same axis. The colours can be told from a white
/// page and from a nearly black one, for pages do not tell a picture which they are.
final class Picture {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 290;
    private static final int TOP = 76;
    private static final int BOTTOM = 236;
    private static final int LEFT = 56;
    private static final int PANEL = 216;
    private static final int NEXT_PANEL = 300;
    private static final String[] COLOURS = {"#1f83e0", "#d9730d"};
    private static final String STYLE = """
            text { font: 12px system-ui, sans-serif; fill: #737b85 }
            .title { font-size: 15px; font-weight: 600 }
            .grid { stroke: #737b85; stroke-opacity: .3 }
            .line { fill: none; stroke-width: 2 }
            """;

    private record Panel(String title, ToDoubleFunction<Point> value) {}

    private static final List<Panel> PANELS = List.of(
            new Panel("cycles/s", point -> point.figures().perSecond()),
            new Panel("half of them within, ms", point -> point.figures().p50Millis()),
            new Panel("processor time of a cycle, µs", Point::processorMicros));

    private final Dimension dimension;
    private final Scale across;
    private final StringBuilder svg = new StringBuilder();

    private Picture(Dimension dimension) {
        this.dimension = dimension;
        across = Scale.Measured.of(dimension.series().stream().flatMap(each -> each.points().stream())
                .map(point -> (double) point.amount()).toList());
    }

    static String of(Dimension dimension) {
        return new Picture(dimension).draw();
    }

    private String draw() {
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH, HEIGHT);
        add("<title>%s</title>", dimension.title());
        add("<style>%n%s</style>", STYLE);
        text(LEFT, 22, "start", "title", dimension.title());
        legend();
        for (int i = 0; i < PANELS.size(); i++) panel(PANELS.get(i), LEFT + i * NEXT_PANEL);
        add("</svg>");
        return svg.toString();
    }

    private void legend() {
        List<Series> series = dimension.series();
        if (series.size() == 1) return;
        for (int i = 0; i < series.size(); i++) {
            int x = LEFT + NEXT_PANEL + i * 150;
            add("<path class=\"line\" stroke=\"%s\" d=\"M%d 18h22\"/>", COLOURS[i], x);
            text(x + 30, 22, "start", "", series.get(i).name());
        }
    }

    private void panel(Panel panel, int left) {
        Scale up = Scale.fitting(dimension.series().stream().flatMap(each -> each.points().stream())
                .mapToDouble(panel.value).toArray());
        text(left, TOP - 18, "start", "", panel.title);
        for (double tick : up.ticks()) {
            double y = y(up, tick);
            add("<path class=\"grid\" d=\"M%d %.1fh%d\"/>", left, y, PANEL);
            text(left - 6, y + 4, "end", "", shortened(tick));
        }
        for (double tick : across.ticks()) {
            add("<path class=\"grid\" d=\"M%.1f %dv5\"/>", x(left, tick), BOTTOM);
            text(x(left, tick), BOTTOM + 20, "middle", "", shortened(tick));
        }
        text(left + PANEL / 2.0, BOTTOM + 42, "middle", "", dimension.axis());
        for (int i = 0; i < dimension.series().size(); i++) line(dimension.series().get(i).points(), panel, up, left, COLOURS[i]);
    }

    private void line(List<Point> points, Panel panel, Scale up, int left, String colour) {
        var way = new StringBuilder();
        for (Point point : points) {
            double x = x(left, point.amount());
            double y = y(up, panel.value.applyAsDouble(point));
            way.append(String.format(Locale.ROOT, "%s%.1f %.1f", way.isEmpty() ? "M" : "L", x, y));
            add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>", x, y, colour);
        }
        add("<path class=\"line\" stroke=\"%s\" d=\"%s\"/>", colour, way);
    }

    private double x(int left, double amount) {
        return left + across.at(amount) * PANEL;
    }

    private static double y(Scale up, double value) {
        return BOTTOM - up.at(value) * (BOTTOM - TOP);
    }

    private void text(double x, double y, String anchor, String style, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>", x, y, anchor,
                style.isEmpty() ? "" : " class=\"" + style + "\"", text);
    }

    private void add(String line, Object... arguments) {
        svg.append(String.format(Locale.ROOT, line, arguments)).append('\n');
    }

    /// 2000 as 2k, 1048576 as 1.05M.
    static String shortened(double number) {
        if (number >= 1e6) return trimmed(number / 1e6) + "M";
        return number >= 1e3 ? trimmed(number / 1e3) + "k" : trimmed(number);
    }

    private static String trimmed(double number) {
        return new BigDecimal(number).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }
}

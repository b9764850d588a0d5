package dev.willow.cli;

import dev.willow.common.api.queue.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A look, for people.
final class TopPage {
    /// Of each table, where there is no screen to fit.
    private static final int ROWS = 20;
    private static final int FEWEST_ROWS = 3;
    /// Between tables: a blank line, the headings, and perhaps how many rows are not shown.
    private static final int LINES_BESIDE_ROWS = 3;

    private final Look look;
    private final Ink ink;
    private final List<String> lines = new ArrayList<>();

    private TopPage(Look look, Ink ink) {
        this.look = look;
        this.ink = ink;
    }

    /// Everything, but of long tables the beginning.
    static List<String> lines(Look look, Ink ink) {
        return new TopPage(look, ink).lines(ROWS);
    }

    /// As much as a screen shows.
    ///
    /// @param head the first line
    static List<String> lines(Look look, Ink ink, String head, Screen.Size size) {
        long tables = Stream.of(look.queues(), look.channels(), look.running(), look.blocked(), look.limits()).filter(rows -> !rows.isEmpty()).count();
        int free = size.rows() - 1 - look.away().size() - look.notSeen().size();
        int rows = Math.max(FEWEST_ROWS, (int) (free / Math.max(tables, 1)) - LINES_BESIDE_ROWS);
        List<String> all = new ArrayList<>(List.of(head));
        all.addAll(new TopPage(look, ink).lines(rows));
        return all.stream().limit(size.rows()).map(line -> Width.cut(line, size.columns())).toList();
    }

    private List<String> lines(int rows) {
        for (String away : look.away()) lines.add(ink.paint(Words.clean("away: " + away), Colour.BAD));
        queues(rows);
        blocked(rows);
        limits(rows);
        running(rows);
        channels(rows);
        for (String missing : look.notSeen()) lines.add(ink.paint(Words.clean("not looked at: " + missing), Colour.FAINT));
        return lines;
    }

    private void queues(int rows) {
        Table table = new Table("QUEUE", "WAITING", "", "PROCESSING", "", "CONSUMERS", "CHANNELS", "HELD BACK", "READY", "MAX");
        for (Look.InQueue queue : first(rows, look.queues())) {
            long items = (long) queue.waiting() + queue.processing();
            boolean isFull = queue.maxItems() >= 0 && items >= queue.maxItems();
            boolean isUnattended = queue.consumers() == 0 && queue.processing() == 0 && queue.ready().orElse(0) > 0;
            table.add(
                    queue.queue(), queue.waiting(), rate(queue.waitingPerSecond()), queue.processing(), rate(queue.processingPerSecond()),
                    new Painted(queue.consumers(), isUnattended ? Colour.WARNING : Colour.PLAIN), queue.channels(),
                    new Painted(text(queue.heldBack()), queue.heldBack().orElse(0) > 0 ? Colour.WARNING : Colour.PLAIN), text(queue.ready()),
                    new Painted(Words.limit(queue.maxItems()) + (isFull ? ", full" : ""), isFull ? Colour.BAD : Colour.PLAIN));
        }
        add(table, look.queues().size() - rows);
    }

    private void blocked(int rows) {
        Table table = new Table("BLOCKED IN", "BY", "GROUP", "CHANNELS", "WHY");
        for (Look.Blocked blocked : first(rows, look.blocked())) {
            Explanation.Reason reason = blocked.reason();
            table.add(blocked.queue(), reason.rule().map(rule -> named(rule, reason.override())).orElse(""),
                    reason.group().map(Words::of).orElse(""), text(reason.heldChannels()),
                    new Painted(reason.code() + taken(reason.count(), reason.limit()), Colour.WARNING));
        }
        add(table, look.blocked().size() - rows);
    }

    private void limits(int rows) {
        Table table = new Table("LIMIT", "GROUP", "TAKEN", "IN LINE", "");
        for (Look.Limit limit : first(rows, look.limits())) {
            String state = limit.paused() ? "paused" : limit.fill() >= 1 ? "full" : "";
            table.add(named(limit.rule(), limit.override()), limit.group().map(Words::of).orElse(""),
                    limit.count().map(Object::toString).orElse("?") + " of " + Words.limit(limit.limit()),
                    limit.inLine() == 0 ? "" : limit.inLine(), new Painted(state, Colour.WARNING));
        }
        add(table, look.limits().size() - rows);
    }

    private void running(int rows) {
        Table table = new Table("RUNNING", "CHANNEL", "ITEM", "SEEN FOR", "HELD BY");
        for (Look.Running item : first(rows, look.running()))
            table.add(item.queue(), Words.of(item.keyValues()), item.itemId(), Words.seconds(item.seenFor()),
                    item.heldBy().map(ExplainPage::of).orElse(""));
        add(table, look.running().size() - rows);
    }

    private void channels(int rows) {
        Table table = new Table("CHANNEL", "QUEUE", "WAITING", "PROCESSING");
        for (Look.InChannel channel : first(rows, look.channels()))
            table.add(Words.of(channel.keyValues()), channel.queue(), channel.waiting(), channel.processing());
        add(table, look.channels().size() - rows);
    }

    private void add(Table table, int notShown) {
        List<String> its = table.lines(ink, true);
        if (its.isEmpty()) return;
        if (!lines.isEmpty()) lines.add("");
        lines.addAll(its);
        if (notShown > 0) lines.add(ink.paint("... and " + notShown + " more", Colour.FAINT));
    }

    private static <T> List<T> first(int rows, List<T> all) {
        return all.subList(0, Math.min(rows, all.size()));
    }

    private static String named(String rule, Optional<String> override) {
        return override.map(name -> rule + " / " + name).orElse(rule);
    }

    private static String taken(Optional<Long> count, Optional<Long> limit) {
        return count.isPresent() && limit.isPresent() ? ", " + count.get() + " of " + Words.limit(limit.get()) : "";
    }

    private static String text(Optional<?> number) {
        return number.map(Object::toString).orElse("");
    }

    private static String rate(Optional<Double> perSecond) {
        return perSecond.filter(rate -> Math.abs(rate) >= 0.05).map(rate -> String.format(Locale.ROOT, "%+.1f/s", rate)).orElse("");
    }
}

package dev.willow.hostile;

import dev.willow.hostile.document.Document;
import dev.willow.hostile.judge.Judge;
import dev.willow.hostile.judge.Violation;
import dev.willow.hostile.wire.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What was sent to a service and what came back, in numbers.
final class Tally {
    /// One in so many may be told to come again.
    private static final int FEW = 200;
    /// So many connections may end before the answer to a request that is answered on the next one: what was sent is not the cause then.
    private static final int MOST_CUT_OFFS = 2;
    private final String service;
    private final Document document;
    private final Map<String, Map<Integer, Integer>> answers = new TreeMap<>();
    private final Set<Integer> cases = new HashSet<>();
    private final Set<String> fields = new HashSet<>();
    private final List<Violation> violations = new ArrayList<>();
    private final List<String> cutOffs = new ArrayList<>();
    /// Of what was found, the promise and the case: one that is tried again is no news.
    private final Set<String> known = new HashSet<>();
    private int sent;
    private int hangUps;
    private int comparisons;
    private int compared;
    private long begun;
    private long nanos;

    Tally(String service, Document document) {
        this.service = service;
        this.document = document;
    }

    void begin() {
        begun = System.nanoTime();
    }

    void end() {
        nanos = System.nanoTime() - begun;
        long notNow = answers.values().stream().mapToLong(each -> each.getOrDefault(503, 0)).sum();
        if (notNow * FEW > sent) violations.add(new Violation(Judge.NO_FAILURE, notNow + " of " + sent + " requests got 503 at " + service));
        if (cutOffs.size() > MOST_CUT_OFFS)
            violations.add(new Violation(Judge.NO_FAILURE, cutOffs.size() + " connections were closed before an answer at " + service));
    }

    List<Answered> add(List<Answered> all) {
        for (Answered each : all) {
            cases.add(each.asked().number());
            if (!each.asked().field().isEmpty()) fields.add(each.asked().call() + " " + each.asked().field());
            if (each.replies().isEmpty()) hangUps++;
            each.cutOff().ifPresent(cutOffs::add);
            for (Reply reply : each.replies()) answers.computeIfAbsent(each.asked().call(), _ -> new TreeMap<>()).merge(reply.status(), 1, Integer::sum);
            for (Violation wrong : each.violations()) if (known.add(wrong.promise() + each.asked().number())) violations.add(wrong);
        }
        sent += all.size();
        return all;
    }

    void found(List<Violation> more) {
        violations.addAll(more);
    }

    void compared(int requests) {
        comparisons++;
        compared += requests;
    }

    List<Violation> violations() {
        return violations;
    }

    /// Different requests that were sent.
    int cases() {
        return cases.size();
    }

    /// Calls of the document that something was tried with.
    Set<String> calls() {
        return answers.keySet();
    }

    Document document() {
        return document;
    }

    /// One line for a table, and below it one for each call.
    String figures() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "  %s: %,d cases, %,d requests, %d calls, %d fields, parameters and headers; %,d refusals between %d states compared; %.1f s, %,.0f a second%n",
                service, cases.size(), sent, answers.size(), fields.size(), compared, comparisons, nanos / 1e9, sent / Math.max(1e-9, nanos / 1e9)));
        text.append(String.format(Locale.ROOT, "    %-62s %9s %9s %9s %9s %9s%n", "call", "answers", "2xx", "400", "other 4xx", "3xx, 5xx"));
        Map<Integer, Integer> all = new TreeMap<>();
        answers.forEach((call, statuses) -> {
            line(text, call, statuses);
            statuses.forEach((status, count) -> all.merge(status, count, Integer::sum));
        });
        line(text, "all; and connections closed without an answer: " + hangUps, all);
        text.append("    by status: ").append(all).append(System.lineSeparator());
        cutOffs.forEach(each -> text.append("    answered only when asked again, since ").append(each).append(System.lineSeparator()));
        return text.toString();
    }

    private static void line(StringBuilder text, String call, Map<Integer, Integer> statuses) {
        text.append(String.format(Locale.ROOT, "    %-62s %,9d %,9d %,9d %,9d %,9d%n", call,
                count(statuses, 0, 999), count(statuses, 200, 299), count(statuses, 400, 400), count(statuses, 401, 499),
                count(statuses, 300, 399) + count(statuses, 500, 599)));
    }

    private static int count(Map<Integer, Integer> statuses, int from, int to) {
        return statuses.entrySet().stream().filter(each -> each.getKey() >= from && each.getKey() <= to).mapToInt(Map.Entry::getValue).sum();
    }
}

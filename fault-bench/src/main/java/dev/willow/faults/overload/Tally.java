package dev.willow.faults.overload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// What one kind of callers was answered, and how soon.
public final class Tally {
    /// Stands for a connection that ended without an answer.
    public static final int NO_ANSWER = 0;

    private final Map<Integer, Integer> byStatus = new TreeMap<>();
    private final List<Long> nanos = new ArrayList<>();

    synchronized void answered(int status, long after) {
        byStatus.merge(status, 1, Integer::sum);
        nanos.add(after);
    }

    synchronized void ended() {
        byStatus.merge(NO_ANSWER, 1, Integer::sum);
    }

    /// The statuses that were answered; an end without an answer is none.
    public synchronized Set<Integer> statuses() {
        Set<Integer> statuses = new TreeSet<>(byStatus.keySet());
        statuses.remove(NO_ANSWER);
        return statuses;
    }

    public synchronized int count(int status) {
        return byStatus.getOrDefault(status, 0);
    }

    public synchronized int answers() {
        return nanos.size();
    }

    /// What was asked, answered or not.
    public synchronized int all() {
        return nanos.size() + count(NO_ANSWER);
    }

    /// @param part 0.99 stands for the time within which 99 of 100 were answered
    public synchronized long millis(double part) {
        if (nanos.isEmpty()) return 0;
        Collections.sort(nanos);
        return TimeUnit.NANOSECONDS.toMillis(nanos.get((int) Math.min(nanos.size() - 1, Math.floor(part * nanos.size()))));
    }

    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder();
        byStatus.forEach((status, many) -> text.append(text.isEmpty() ? "" : ", ").append(many).append(" × ")
                .append(status == NO_ANSWER ? "closed" : Integer.toString(status)));
        return "%s; p50 %d ms, p99 %d ms, longest %d ms".formatted(text.isEmpty() ? "nothing" : text, millis(0.5), millis(0.99), millis(1));
    }
}

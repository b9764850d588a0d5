package dev.willow.queue.domain.dispatch;

import dev.willow.common.index.CompiledQuery;
import dev.willow.common.index.SlotSet;
import dev.willow.common.query.Query;
import dev.willow.queue.domain.table.Channel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Channels in one order. Finds the first of them that matches a query, whether nearly all match or nearly none.
///
/// When few can match, the set of those is made and the first is picked out. Otherwise the order is walked from its beginning.
/// Where many match but the first of them is far from the beginning, the walk would be the same each time; so it is remembered
/// per query up to where nothing matches.
///
/// @param <R> the rank of a channel; no two have the same
final class Ranking<R extends Comparable<R>> {
    /// So many are asked one by one before a set is made.
    private static final int FIRST_TRIES = 16;

    /// So few are picked from one by one.
    private static final int FEW = 64;

    private static final int REMEMBERED_QUERIES = 64;

    /// No channel of a rank below `from` matches the query.
    private record Mark<R>(CompiledQuery<Channel> query, R from) {}

    private final Function<Standing, R> rankOf;
    private final TreeMap<R, Standing> standings = new TreeMap<>();
    private final Map<Query, Mark<R>> marks = new LinkedHashMap<>(2, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Query, Mark<R>> eldest) {
            return size() > REMEMBERED_QUERIES;
        }
    };
    private long steps;

    /// @param rankOf does not change while the channel is here
    Ranking(Function<Standing, R> rankOf) {
        this.rankOf = rankOf;
    }

    void add(Standing standing) {
        R rank = rankOf.apply(standing);
        standings.put(rank, standing);
        for (Map.Entry<Query, Mark<R>> known : marks.entrySet()) {
            Mark<R> mark = known.getValue();
            if (rank.compareTo(mark.from) < 0 && mark.query.matches(standing.channel)) known.setValue(new Mark<>(mark.query, rank));
        }
    }

    void remove(Standing standing) {
        standings.remove(rankOf.apply(standing));
    }

    int size() {
        return standings.size();
    }

    Iterable<Standing> inOrder() {
        return standings.values();
    }

    /// The first that matches, or null.
    ///
    /// @param slots of all that are here
    /// @param desk  where they stand
    Standing first(CompiledQuery<Channel> query, SlotSet slots, Desk desk) {
        if (standings.size() <= FEW) return firstOf(standings, query, FEW);
        Map<R, Standing> ahead = standings;
        if (query.atMost() > FEW) {
            Standing near = firstOf(ahead, query, FIRST_TRIES);
            if (near != null) return near;
            Mark<R> mark = marks.get(query.query());
            if (mark != null) {
                ahead = standings.tailMap(mark.from, true);
                near = firstOf(ahead, query, FIRST_TRIES);
                if (near != null) return near;
            }
        }
        SlotSet candidates = query.within(slots);
        if (candidates.isEmpty()) return null;
        return candidates.size() <= FEW ? least(candidates, desk) : firstFar(ahead, query, candidates);
    }

    private Standing firstOf(Map<R, Standing> ahead, CompiledQuery<Channel> query, int tries) {
        int tried = 0;
        for (Standing standing : ahead.values()) {
            if (tried++ == tries) return null;
            steps++;
            if (query.matches(standing.channel)) return standing;
        }
        return null;
    }

    private Standing least(SlotSet candidates, Desk desk) {
        Standing least = null;
        for (int slot = candidates.next(0); slot >= 0; slot = candidates.next(slot + 1)) {
            steps++;
            Standing candidate = desk.at(slot);
            if (least == null || rankOf.apply(candidate).compareTo(rankOf.apply(least)) < 0) least = candidate;
        }
        return least;
    }

    private Standing firstFar(Map<R, Standing> ahead, CompiledQuery<Channel> query, SlotSet candidates) {
        for (Map.Entry<R, Standing> next : ahead.entrySet()) {
            steps++;
            if (!candidates.contains(next.getValue().slot)) continue;
            marks.put(query.query(), new Mark<>(query, next.getKey()));
            return next.getValue();
        }
        throw new IllegalStateException("none of the candidates is here");
    }

    /// How many channels were looked at so far, for tests.
    long steps() {
        return steps;
    }
}

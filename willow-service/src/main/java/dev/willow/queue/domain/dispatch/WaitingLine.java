package dev.willow.queue.domain.dispatch;

import dev.willow.common.query.Comparison;
import dev.willow.common.query.Condition;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.queue.domain.table.Channel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The consumers of one queue that wait because nothing suits them now.
///
/// Those with the same query stand together, and queries that demand a certain pair are found by that pair, so that a channel
/// is not compared with every query there is.
final class WaitingLine {
    private record Pair(String key, Value value) {}

    /// Consumers with the same query, the longest waiting first.
    private static final class Party {
        final Query query;
        final Optional<Pair> demanded;
        final TreeMap<Long, Consumer> consumers = new TreeMap<>();

        Party(Query query) {
            this.query = query;
            this.demanded = demandedBy(query);
        }

        Consumer first() {
            return consumers.firstEntry().getValue();
        }
    }

    private final Map<Query, Party> parties = new HashMap<>();
    private final Map<Pair, Set<Party>> byPair = new HashMap<>();
    private final Set<Party> withoutPair = new LinkedHashSet<>();
    private int size;

    void add(Consumer consumer) {
        Party party = parties.computeIfAbsent(consumer.wish.query(), this::open);
        party.consumers.put(consumer.arrival, consumer);
        size++;
    }

    /// @return whether the consumer was in line
    boolean remove(Consumer consumer) {
        Party party = parties.get(consumer.wish.query());
        if (party == null || party.consumers.remove(consumer.arrival) == null) return false;
        size--;
        if (party.consumers.isEmpty()) close(party);
        return true;
    }

    int size() {
        return size;
    }

    /// How many different queries wait.
    int queries() {
        return parties.size();
    }

    /// For each query the consumer that waits longest.
    List<Consumer> firsts() {
        List<Consumer> firsts = new ArrayList<>(parties.size());
        for (Party party : parties.values()) firsts.add(party.first());
        return firsts;
    }

    Collection<Consumer> all() {
        List<Consumer> all = new ArrayList<>(size);
        for (Party party : parties.values()) all.addAll(party.consumers.values());
        return all;
    }

    /// The consumer that waits longest of those whose query matches, or null.
    Consumer firstMatching(Channel channel) {
        Consumer first = earliest(withoutPair, channel, null);
        KeyValues keys = channel.keyValues();
        for (Map.Entry<String, Value> pair : keys) {
            Set<Party> demanding = byPair.get(new Pair(pair.getKey(), pair.getValue()));
            if (demanding != null) first = earliest(demanding, channel, first);
        }
        return first;
    }

    private static Consumer earliest(Set<Party> parties, Channel channel, Consumer known) {
        Consumer first = known;
        for (Party party : parties) {
            Consumer candidate = party.first();
            if ((first == null || candidate.arrival < first.arrival) && party.query.matches(channel)) first = candidate;
        }
        return first;
    }

    private Party open(Query query) {
        Party party = new Party(query);
        party.demanded.map(pair -> byPair.computeIfAbsent(pair, unused -> new LinkedHashSet<>())).orElse(withoutPair).add(party);
        return party;
    }

    private void close(Party party) {
        parties.remove(party.query);
        if (party.demanded.isEmpty()) {
            withoutPair.remove(party);
            return;
        }
        Set<Party> demanding = byPair.get(party.demanded.get());
        demanding.remove(party);
        if (demanding.isEmpty()) byPair.remove(party.demanded.get());
    }

    /// A pair that every channel must carry to match, if the query is so simple that it shows.
    private static Optional<Pair> demandedBy(Query query) {
        if (!query.or().isEmpty()) return Optional.empty();
        Optional<Pair> own = query.selection().flatMap(WaitingLine::demandedBy);
        if (own.isPresent()) return own;
        for (Query further : query.and()) {
            Optional<Pair> theirs = demandedBy(further);
            if (theirs.isPresent()) return theirs;
        }
        return Optional.empty();
    }

    private static Optional<Pair> demandedBy(Selection selection) {
        for (Map.Entry<String, Condition> asked : selection.conditions().entrySet())
            if (asked.getValue().comparison() == Comparison.EQUAL
                    && asked.getValue().asked() instanceof ValuePattern.Exactly(Value wanted))
                return Optional.of(new Pair(asked.getKey(), wanted));
        return Optional.empty();
    }
}

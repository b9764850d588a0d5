package dev.willow.queue.domain.dispatch;

import dev.willow.common.index.KeyValuesIndex;
import dev.willow.common.query.Match;
import dev.willow.common.query.Query;
import dev.willow.common.query.Subject;
import dev.willow.common.values.KeyPatterns;
import dev.willow.queue.domain.table.Channel;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The consumers of one queue that wait to be served.
///
/// Those with the same query stand together, as a party. Parties are found by the pairs that their queries demand, so that a
/// channel is compared only with queries whose demands it meets, however many others wait.
final class WaitingLine {
    /// Consumers with the same query, the longest waiting first.
    static final class Party implements Subject {
        final String id;
        final Query query;
        final KeyPatterns demanded;
        final TreeMap<Long, Consumer> consumers = new TreeMap<>();

        Party(String id, Query query) {
            this.id = id;
            this.query = query;
            this.demanded = query.demandedPairs();
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public KeyPatterns keys() {
            return demanded;
        }

        Consumer first() {
            return consumers.firstEntry().getValue();
        }
    }

    private final Map<Query, Party> parties = new HashMap<>();
    private final KeyValuesIndex<Party> byDemand = new KeyValuesIndex<>();
    /// The first of each party, by its arrival.
    private final TreeMap<Long, Consumer> firsts = new TreeMap<>();
    private long opened;
    private long evaluated;

    void add(Consumer consumer) {
        Party party = parties.computeIfAbsent(consumer.wish.query(), this::open);
        consumer.party = party;
        if (!party.consumers.isEmpty()) firsts.remove(party.first().arrival);
        party.consumers.put(consumer.arrival, consumer);
        firsts.put(party.first().arrival, party.first());
    }

    void remove(Consumer consumer) {
        Party party = consumer.party;
        if (party == null) return;
        consumer.party = null;
        firsts.remove(party.first().arrival);
        party.consumers.remove(consumer.arrival);
        if (party.consumers.isEmpty()) close(party);
        else firsts.put(party.first().arrival, party.first());
    }

    boolean has(Consumer consumer) {
        return consumer.party != null;
    }

    /// For each query the consumer that waits longest, those that wait longest first.
    Collection<Consumer> firsts() {
        return firsts.values();
    }

    /// The consumer that waits longest of those whose query matches, or null.
    Consumer firstMatching(Channel channel) {
        if (parties.isEmpty()) return null;
        Consumer first = null;
        for (Party party : byDemand.match(Match.appliesTo(channel.keyValues()))) {
            Consumer candidate = party.first();
            if (first != null && first.arrival < candidate.arrival) continue;
            evaluated++;
            if (party.query.matches(channel)) first = candidate;
        }
        return first;
    }

    /// How often a query was compared with a channel so far, for tests.
    long evaluated() {
        return evaluated;
    }

    private Party open(Query query) {
        Party party = new Party(Long.toString(++opened), query);
        byDemand.add(party);
        return party;
    }

    private void close(Party party) {
        parties.remove(party.query);
        byDemand.remove(party.id);
    }
}

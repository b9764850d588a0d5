package dev.willow.locker.domain;

import dev.willow.common.index.KeyValuesIndex;
import dev.willow.common.query.Page;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Query;
import dev.willow.common.query.Subject;
import dev.willow.common.values.KeyPatterns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// All holds, findable by id and by query, and the fencing tokens given out with them.
final class Holds {
    private final SequencedMap<LockId, Hold> byId = new LinkedHashMap<>();
    private final KeyValuesIndex<Indexed> index = new KeyValuesIndex<>();
    private long lastToken;

    /// Makes a hold of what was wanted, with the next token.
    Hold add(Want want, Session session) {
        Hold hold = new Hold(
                want.id(), session.id(), want.keys(), want.claim(), want.owner().or(session::owner), ++lastToken);
        put(hold);
        return hold;
    }

    void remove(Hold hold) {
        byId.remove(hold.id());
        index.remove(hold.id().value());
    }

    /// The hold, or null if there is none, or not any more.
    Hold find(LockId id) {
        return byId.get(id);
    }

    /// @throws dev.willow.common.values.InvalidValueException if the page's cursor is damaged, or of another order
    PageOf<Hold> query(Query query, Page page) {
        PageOf<Indexed> found = index.page(query, page);
        return new PageOf<>(found.things().stream().map(Indexed::hold).toList(), found.nextCursor());
    }

    /// In the order in which they were granted.
    List<Hold> all() {
        return List.copyOf(byId.values());
    }

    long lastToken() {
        return lastToken;
    }

    void restore(long lastToken, List<Hold> holds) {
        this.lastToken = lastToken;
        holds.forEach(this::put);
    }

    private void put(Hold hold) {
        byId.put(hold.id(), hold);
        index.add(new Indexed(hold, hold.keys().asPatterns()));
    }

    private record Indexed(Hold hold, KeyPatterns keys) implements Subject {
        @Override
        public String id() {
            return hold.id().value();
        }
    }
}

package dev.willow.locker.domain;

import dev.willow.common.index.KeyValuesIndex;
import dev.willow.common.query.Page;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Query;
import dev.willow.common.query.Subject;
import dev.willow.common.values.KeyPatterns;
import dev.willow.engine.StateMachine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.SequencedMap;

/// All holds, findable by id and by query, and the fencing tokens given out with them.
final class Holds {
    private static final int FURTHER = 8;

    private final SequencedMap<LockId, Hold> byId = new LinkedHashMap<>();
    private final KeyValuesIndex<Indexed> index = new KeyValuesIndex<>();
    private final Remains remains;
    private long lastToken;

    Holds(Remains remains) {
        this.remains = remains;
    }

    /// Makes a hold of what was wanted, with the next token.
    Hold add(Want want, Session session) {
        Hold hold = new Hold(
                want.id(), session.id(), want.keys(), want.claim(), want.owner().or(session::owner), ++lastToken);
        put(hold);
        return hold;
    }

    /// @return what was removed
    Hold remove(LockId id) {
        index.remove(id.value());
        return byId.remove(id);
    }

    /// The hold, or null if there is none, or not any more.
    Hold find(LockId id) {
        Hold hold = byId.get(id);
        return hold == null || remains.include(hold) ? null : hold;
    }

    /// @throws dev.willow.common.values.InvalidValueException if the page's cursor is damaged, or of another order
    PageOf<Hold> query(Query query, Page page) {
        return remains.isEmpty() || page.limit().isEmpty()
                ? withoutRemains(index.page(query, page))
                : pageAmongRemains(query, page, page.limit().getAsInt());
    }

    /// Looks further and further until the page is full, and cuts it there.
    private PageOf<Hold> pageAmongRemains(Query query, Page page, int wanted) {
        for (long looked = wanted;; looked *= FURTHER) {
            PageOf<Indexed> found = index.page(query, first(looked, page));
            int living = 0;
            for (int i = 0; i < found.things().size(); i++) {
                if (remains.include(found.things().get(i).hold()) || ++living < wanted) continue;
                return withoutRemains(index.page(query, first(i + 1, page)));
            }
            if (found.nextCursor().isEmpty()) return withoutRemains(found);
        }
    }

    private static Page first(long limit, Page page) {
        return new Page(OptionalInt.of((int) Math.min(limit, Integer.MAX_VALUE)), page.after(), page.orderBy());
    }

    private PageOf<Hold> withoutRemains(PageOf<Indexed> found) {
        return new PageOf<>(
                found.things().stream().map(Indexed::hold).filter(hold -> !remains.include(hold)).toList(), found.nextCursor());
    }

    /// Those of ended sessions included that are not yet cleared away.
    int count() {
        return byId.size();
    }

    /// In the order in which they were granted.
    List<Hold> all() {
        return byId.values().stream().filter(hold -> !remains.include(hold)).toList();
    }

    /// The next token is larger than any that may have been given out and forgotten.
    void skipTokens(Instant now) {
        lastToken = StateMachine.beyond(lastToken, now);
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

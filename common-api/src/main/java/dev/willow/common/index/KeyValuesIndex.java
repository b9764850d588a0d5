package dev.willow.common.index;

import dev.willow.common.query.Match;
import dev.willow.common.query.Page;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Query;
import dev.willow.common.query.Subject;
import dev.willow.common.values.KeyPatterns;
import java.util.List;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/// Finds things by the key-values they carry.
///
/// Each thing has a *slot*, a small number that is its own from [#add] to [#remove] and is then given to another thing. Sets
/// of slots ([SlotSet]) and data per slot ([SlotTable]) let a caller keep what it knows of its things beside the index, and
/// intersect it with a [CompiledQuery]. A new thing gets the lowest slot that is free, so that sets of slots stay dense.
///
/// Every list that is answered is in the UTF-8 order of the ids unless another order was asked for, so that it does not
/// depend on the slots, which differ from process to process. A list does not change with the index.
///
/// @param <T> the things; the id and the keys of one must not change while it is here
public final class KeyValuesIndex<T extends Subject> {
    private final Postings<T> postings = new Postings<>();
    private final Pager<T> pager = new Pager<>(postings);

    /// @return the slot of the thing
    /// @throws IllegalArgumentException if a thing with this id is here already
    public int add(T thing) {
        return postings.add(thing);
    }

    /// Puts another object in the place of the one with the same id and the same keys. The slot stays.
    ///
    /// @return what was there before
    /// @throws IllegalArgumentException if no thing with this id is here, or if it has other keys
    public T replace(T thing) {
        T old = postings.at(postings.slotOf(thing.id()));
        if (old == null) throw new IllegalArgumentException("there is no " + thing.id());
        if (!old.keys().equals(thing.keys())) throw new IllegalArgumentException(thing.id() + " has other keys");
        postings.replace(postings.slotOf(thing.id()), thing);
        return old;
    }

    /// @return the thing that was removed, if it was here; its slot is free from now on
    public Optional<T> remove(String id) {
        int slot = postings.slotOf(id);
        T thing = postings.at(slot);
        if (thing != null) postings.remove(slot);
        return Optional.ofNullable(thing);
    }

    public int size() {
        return postings.size();
    }

    public Optional<T> byId(String id) {
        return Optional.ofNullable(postings.at(postings.slotOf(id)));
    }

    /// The slot of the thing with this id, or -1 if it is not here.
    public int slotOf(String id) {
        return postings.slotOf(id);
    }

    /// The thing that has this slot.
    ///
    /// @throws IllegalArgumentException if the slot is free
    public T at(int slot) {
        T thing = postings.at(slot);
        if (thing == null) throw new IllegalArgumentException("the slot " + slot + " is free");
        return thing;
    }

    /// The things that carry exactly this set: these keys, no others, with these values, and Any where it says Any.
    public List<T> exact(KeyPatterns keys) {
        int[] slots = postings.exact(keys);
        return slots.length == 1 ? List.of(postings.at(slots[0])) : pager.all(RoaringBitmap.bitmapOf(slots));
    }

    public List<T> query(Query query) {
        return pager.all(QueryTerms.of(query).slots(postings));
    }

    /// What applies to some key-values. A thing without any keys applies to all.
    public List<T> match(Match match) {
        return pager.all(MatchLookup.slots(postings, match));
    }

    /// One page of what a query finds. Following the cursors meets every thing that is here throughout exactly once, whatever
    /// is added and removed meanwhile: a cursor is a position in the order, not a count.
    ///
    /// @throws dev.willow.common.values.InvalidValueException if the cursor is damaged, or of another order
    public PageOf<T> page(Query query, Page page) {
        return pager.page(QueryTerms.of(query).slots(postings), page);
    }

    /// Prepares a query that will be asked many times. It stays valid, and up to date, while the index changes.
    public CompiledQuery<T> compile(Query query) {
        return new CompiledQuery<>(postings, query);
    }

    /// What look-ups have cost so far, for tests.
    Work work() {
        return postings.work();
    }

    /// @throws IllegalStateException if something within is not as it should be
    void check() {
        postings.check();
    }
}

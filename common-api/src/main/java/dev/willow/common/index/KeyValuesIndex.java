package dev.willow.common.index;

import dev.willow.common.query.Match;
import dev.willow.common.query.Page;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Query;
import dev.willow.common.query.Subject;
import dev.willow.common.values.KeyPatterns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/// Finds things by the key-values they carry.
///
/// Each thing has a *slot*, a small number that is its own from [#add] to [#remove] and is then given to another thing. Sets
/// of slots ([SlotSet]) and data per slot ([SlotTable]) let a caller keep what it knows of its things beside the index, and
/// intersect it with a [CompiledQuery].
///
/// Every list that is answered is in the UTF-8 order of the ids unless another order was asked for, so that it does not
/// depend on the slots, which differ from process to process.
///
/// @param <T> the things; the id and the keys of one must not change while it is here
public final class KeyValuesIndex<T extends Subject> {
    private final TreeMap<String, Integer> slots = new TreeMap<>();
    private final Map<Integer, T> things = new HashMap<>();
    private final RoaringBitmap used = new RoaringBitmap();

    /// @return the slot of the thing
    /// @throws IllegalArgumentException if a thing with this id is here already
    public int add(T thing) {
        if (slots.containsKey(thing.id())) throw new IllegalArgumentException("the id " + thing.id() + " is in use");
        int slot = (int) used.nextAbsentValue(0);
        used.add(slot);
        slots.put(thing.id(), slot);
        things.put(slot, thing);
        return slot;
    }

    /// Puts another object in the place of the one with the same id and the same keys. The slot stays.
    ///
    /// @return what was there before
    /// @throws IllegalArgumentException if no thing with this id is here, or if it has other keys
    public T replace(T thing) {
        Integer slot = slots.get(thing.id());
        if (slot == null) throw new IllegalArgumentException("there is no " + thing.id());
        if (!things.get(slot).keys().equals(thing.keys())) throw new IllegalArgumentException(thing.id() + " has other keys");
        return things.put(slot, thing);
    }

    /// @return the thing that was removed, if it was here; its slot is free from now on
    public Optional<T> remove(String id) {
        Integer slot = slots.remove(id);
        if (slot == null) return Optional.empty();
        used.remove(slot);
        return Optional.of(things.remove(slot));
    }

    public int size() {
        return slots.size();
    }

    public Optional<T> byId(String id) {
        return Optional.ofNullable(slots.get(id)).map(things::get);
    }

    /// The slot of the thing with this id, or -1 if it is not here.
    public int slotOf(String id) {
        return slots.getOrDefault(id, -1);
    }

    /// The thing that has this slot.
    ///
    /// @throws IllegalArgumentException if the slot is free
    public T at(int slot) {
        T thing = things.get(slot);
        if (thing == null) throw new IllegalArgumentException("the slot " + slot + " is free");
        return thing;
    }

    /// The things that carry exactly this set: these keys, no others, with these values or Any.
    public List<T> exact(KeyPatterns keys) {
        return all().stream().filter(thing -> thing.keys().equals(keys)).toList();
    }

    public List<T> query(Query query) {
        return all().stream().filter(query::matches).toList();
    }

    public List<T> match(Match match) {
        return all().stream().filter(match::finds).toList();
    }

    /// One page of what a query finds. Following the cursors meets every thing that is here throughout exactly once, whatever
    /// is added and removed meanwhile: a cursor is a position in the order, not a count.
    ///
    /// @throws dev.willow.common.values.InvalidValueException if the cursor is damaged, or of another order
    public PageOf<T> page(Query query, Page page) {
        return new PageOf<>(query(query), Optional.empty());
    }

    /// Prepares a query that will be asked many times. It stays valid, and up to date, while the index changes.
    public CompiledQuery<T> compile(Query query) {
        return new CompiledQuery<>(this, query);
    }

    private List<T> all() {
        List<T> all = new ArrayList<>(slots.size());
        for (int slot : slots.values()) all.add(Objects.requireNonNull(things.get(slot)));
        return all;
    }
}

package dev.willow.common.index;

import dev.willow.common.query.OrderBy;
import dev.willow.common.query.Page;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Subject;
import dev.willow.common.values.Utf8Order;
import dev.willow.common.values.ValuePattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// Puts found slots in order and cuts the page that was asked for.
///
/// Two ways lead there, and the cheaper one is taken: sorting what was found, or walking a tree that has the order already, from the
/// cursor on, until the page is full.
final class Pager<T extends Subject> {
    private static final Comparator<Subject> BY_ID = Comparator.comparing(Subject::id, Utf8Order.COMPARATOR);

    private final Postings<T> postings;

    Pager(Postings<T> postings) {
        this.postings = postings;
    }

    /// All things of these slots, in the order of their ids.
    List<T> all(RoaringBitmap found) {
        if (!sortingIsCheaper(found.getCardinality(), Integer.MAX_VALUE)) return things(inIdOrder(found, null, Integer.MAX_VALUE));
        List<T> things = new ArrayList<>(found.getCardinality());
        found.forEach((IntConsumer) slot -> {
            postings.work().step();
            things.add(postings.at(slot));
        });
        things.sort(BY_ID);
        return things;
    }

    PageOf<T> page(RoaringBitmap found, Page page) {
        Optional<OrderBy> order = page.orderBy();
        Position after = page.after().map(cursor -> Cursor.read(cursor, order)).orElse(null);
        // One more than the page holds, to know whether another page follows.
        int wanted = page.limit().isPresent() && page.limit().getAsInt() < Integer.MAX_VALUE
                ? page.limit().getAsInt() + 1
                : Integer.MAX_VALUE;
        List<Integer> slots = order.isEmpty()
                ? inIdOrder(found, after == null ? null : after.id(), wanted)
                : inOrderOf(order.get(), found, after, wanted);
        if (slots.size() < wanted) return new PageOf<>(things(slots), Optional.empty());
        List<T> things = things(slots.subList(0, wanted - 1));
        return new PageOf<>(things, Optional.of(Cursor.write(Position.of(things.getLast(), order), order)));
    }

    private List<T> things(List<Integer> slots) {
        List<T> things = new ArrayList<>(slots.size());
        for (int slot : slots) things.add(postings.at(slot));
        return things;
    }

    /// The first `wanted` of the found slots after an id, in the order of the ids.
    private List<Integer> inIdOrder(RoaringBitmap found, String after, int wanted) {
        if (sortingIsCheaper(found.getCardinality(), wanted))
            return sorted(found, Optional.empty(), after == null ? null : new Position(null, after), wanted);
        List<Integer> slots = new ArrayList<>();
        Predicate<String> before = id -> after != null && Utf8Order.compare(id, after) <= 0;
        postings.ids().ascend(before, (id, slot) -> {
            if (found.contains(slot)) slots.add(slot);
            return slots.size() < wanted;
        });
        return slots;
    }

    /// A walk meets `size / found` things for each one that counts.
    private boolean sortingIsCheaper(long found, long wanted) {
        long walk = found == 0 ? Long.MAX_VALUE : postings.size() * Math.min(found, wanted) / found;
        long sort = found * (64 - Long.numberOfLeadingZeros(found));
        return sort <= walk;
    }

    private List<Integer> sorted(RoaringBitmap found, Optional<OrderBy> order, Position after, int wanted) {
        record Placed(Position position, int slot) {}
        Comparator<Position> byPosition = Position.comparator(order);
        List<Placed> placed = new ArrayList<>();
        found.forEach((IntConsumer) slot -> {
            postings.work().step();
            Position position = Position.of(postings.at(slot), order);
            if (after == null || byPosition.compare(position, after) > 0) placed.add(new Placed(position, slot));
        });
        placed.sort(Comparator.comparing(Placed::position, byPosition));
        return placed.stream().limit(wanted).map(Placed::slot).toList();
    }

    private List<Integer> inOrderOf(OrderBy order, RoaringBitmap found, Position after, int wanted) {
        if (sortingIsCheaper(found.getCardinality(), wanted)) return sorted(found, Optional.of(order), after, wanted);
        Groups groups = new Groups(found, after, wanted);
        KeyIndex key = postings.key(order.key());
        ValuePattern from = after == null ? null : after.under();
        boolean pastTheKey = after != null && from == null;
        if (!pastTheKey && order.direction() == OrderBy.Direction.ASCENDING) {
            if (!(from instanceof ValuePattern.Any))
                key.byValue().ascend(
                        value -> from instanceof ValuePattern.Exactly(var start) && value.compareTo(start) < 0,
                        (value, slots) -> groups.append(ValuePattern.exactly(value), slots));
            groups.append(ValuePattern.ANY, key.any());
        } else if (!pastTheKey) {
            if (!(from instanceof ValuePattern.Exactly)) groups.append(ValuePattern.ANY, key.any());
            key.byValue().descend(
                    value -> !(from instanceof ValuePattern.Exactly(var start)) || value.compareTo(start) <= 0,
                    (value, slots) -> groups.append(ValuePattern.exactly(value), slots));
        }
        groups.append(null, RoaringBitmap.andNot(found, key.carriers()));
        return groups.slots;
    }

    /// Collects a page group by group, where the things of a group carry the same under the key of the order.
    private final class Groups {
        final List<Integer> slots = new ArrayList<>();
        private final RoaringBitmap found;
        private final Position after;
        private final int wanted;

        Groups(RoaringBitmap found, Position after, int wanted) {
            this.found = found;
            this.after = after;
            this.wanted = wanted;
        }

        /// @return whether there is room for more
        boolean append(ValuePattern under, RoaringBitmap group) {
            if (slots.size() == wanted) return false;
            RoaringBitmap here = RoaringBitmap.and(group, found);
            boolean began = after != null && Objects.equals(after.under(), under);
            if (!here.isEmpty()) slots.addAll(inIdOrder(here, began ? after.id() : null, wanted - slots.size()));
            return slots.size() < wanted;
        }
    }
}

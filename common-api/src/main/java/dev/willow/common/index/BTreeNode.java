package dev.willow.common.index;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A node of a [BTree]. One class serves both ranks: a leaf holds values, an inner node holds children, each under a *bound*.
///
/// No key below a child is smaller than its bound, and every key below the children before it is. A bound need not be a key that is
/// still there, so a removal changes no bound, and only a key smaller than all others lowers one.
final class BTreeNode<K, V> {
    private final BTree.Kind<K, V> kind;
    /// How many ranks are below; 0 for a leaf.
    private final int height;
    /// The keys of a leaf, the bounds of an inner node. One place more than the width, for the moment before a split.
    private final Object[] keys;
    /// The values of a leaf, the children of an inner node.
    private final Object[] below;
    private final V total;
    private int count;

    BTreeNode(BTree.Kind<K, V> kind, int height) {
        this.kind = kind;
        this.height = height;
        this.keys = new Object[kind.width() + 1];
        this.below = new Object[kind.width() + 1];
        this.total = kind.totals().none();
    }

    /// A new root over one that has become too full.
    static <K, V> BTreeNode<K, V> above(BTreeNode<K, V> root) {
        BTreeNode<K, V> above = new BTreeNode<>(root.kind, root.height + 1);
        above.insert(0, root.keys[0], root);
        root.kind.totals().add(above.total, root.total);
        above.splitChild(0);
        return above;
    }

    BTreeNode<K, V> onlyChildOrSelf() {
        return height > 0 && count == 1 ? child(0) : this;
    }

    boolean isOverfull() {
        return count > kind.width();
    }

    V get(K key) {
        kind.work().step();
        int at = floor(key);
        if (at < 0) return null;
        return height > 0 ? child(at).get(key) : holds(at, key) ? value(at) : null;
    }

    /// May leave this node overfull, for the parent to split.
    V put(K key, V value) {
        kind.work().step();
        int at = floor(key);
        V old = null;
        if (height > 0) {
            if (at < 0) keys[at = 0] = key;
            old = child(at).put(key, value);
            if (child(at).isOverfull()) splitChild(at);
        } else if (holds(at, key)) {
            old = value(at);
            below[at] = value;
        } else {
            insert(at + 1, key, value);
        }
        if (old != null) kind.totals().subtract(total, old);
        kind.totals().add(total, value);
        return old;
    }

    /// May leave this node less than half full, for the parent to refill.
    V remove(K key) {
        kind.work().step();
        int at = floor(key);
        V old = null;
        if (height > 0 && at >= 0) {
            old = child(at).remove(key);
            if (child(at).count < kind.leastEntries()) refillChild(at);
        } else if (height == 0 && holds(at, key)) {
            old = value(at);
            delete(at, 1);
        }
        if (old != null) kind.totals().subtract(total, old);
        return old;
    }

    /// May leave this node overfull, for the parent to split.
    V addTo(K key, V part) {
        kind.work().step();
        int at = floor(key);
        V value = null;
        if (height > 0) {
            if (at < 0) keys[at = 0] = key;
            value = child(at).addTo(key, part);
            if (child(at).isOverfull()) splitChild(at);
        } else if (holds(at, key)) {
            kind.totals().add(value = value(at), part);
        } else {
            insert(at + 1, key, part);
        }
        kind.totals().add(total, part);
        return value;
    }

    V subtractFrom(K key, V part) {
        kind.work().step();
        int at = floor(key);
        V value = null;
        if (height > 0 && at >= 0) value = child(at).subtractFrom(key, part);
        else if (height == 0 && holds(at, key)) kind.totals().subtract(value = value(at), part);
        if (value != null) kind.totals().subtract(total, part);
        return value;
    }

    /// @param before null if the walk begins before this node
    boolean ascend(Predicate<? super K> before, BiPredicate<? super K, ? super V> visitor) {
        kind.work().step();
        int first = before == null ? 0 : countWhere(before);
        if (height == 0) {
            for (int i = first; i < count; i++) if (!visit(i, visitor)) return false;
            return true;
        }
        // Only the last child whose bound lies before the start can have keys on both sides of it.
        for (int i = Math.max(0, first - 1); i < count; i++)
            if (!child(i).ascend(i == first - 1 ? before : null, visitor)) return false;
        return true;
    }

    /// @param upTo null if the walk begins after this node
    boolean descend(Predicate<? super K> upTo, BiPredicate<? super K, ? super V> visitor) {
        kind.work().step();
        int end = upTo == null ? count : countWhere(upTo);
        for (int i = end - 1; i >= 0; i--) {
            boolean goOn = height == 0 ? visit(i, visitor) : child(i).descend(i == end - 1 ? upTo : null, visitor);
            if (!goOn) return false;
        }
        return true;
    }

    private boolean visit(int at, BiPredicate<? super K, ? super V> visitor) {
        kind.work().step();
        return visitor.test(key(at), value(at));
    }

    /// @param before null if the span begins before this node
    /// @param upTo   null if the span ends after this node
    void totals(Predicate<? super K> before, Predicate<? super K> upTo, Consumer<? super V> sink) {
        kind.work().step();
        if (before == null && upTo == null) {
            sink.accept(total);
            return;
        }
        int first = before == null ? 0 : countWhere(before);
        int end = upTo == null ? count : countWhere(upTo);
        if (height == 0) {
            for (int i = first; i < end; i++) sink.accept(value(i));
            return;
        }
        for (int i = Math.max(0, first - 1); i < end; i++)
            child(i).totals(i == first - 1 ? before : null, i == end - 1 ? upTo : null, sink);
    }

    @SuppressWarnings("unchecked")
    private K key(int at) {
        return (K) keys[at];
    }

    @SuppressWarnings("unchecked")
    private V value(int at) {
        return (V) below[at];
    }

    @SuppressWarnings("unchecked")
    private BTreeNode<K, V> child(int at) {
        return (BTreeNode<K, V>) below[at];
    }

    /// What the entry at this place adds to the total.
    private V part(int at) {
        return height == 0 ? value(at) : child(at).total;
    }

    /// The last place whose key is not above the given one, or -1.
    private int floor(K key) {
        int low = 0;
        for (int high = count; low < high;) { // as countWhere, but this is what every look-up spends its time on
            int middle = (low + high) >>> 1;
            if (kind.order().compare(key(middle), key) <= 0) low = middle + 1;
            else high = middle;
        }
        return low - 1;
    }

    private boolean holds(int at, K key) {
        return at >= 0 && kind.order().compare(key(at), key) == 0;
    }

    /// How many keys the predicate holds for; they are the first ones.
    private int countWhere(Predicate<? super K> predicate) {
        int low = 0;
        for (int high = count; low < high;) {
            int middle = (low + high) >>> 1;
            if (predicate.test(key(middle))) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private void insert(int at, Object key, Object entry) {
        makeRoom(at, 1);
        keys[at] = key;
        below[at] = entry;
    }

    private void makeRoom(int at, int howMany) {
        System.arraycopy(keys, at, keys, at + howMany, count - at);
        System.arraycopy(below, at, below, at + howMany, count - at);
        count += howMany;
    }

    private void delete(int at, int howMany) {
        System.arraycopy(keys, at + howMany, keys, at, count - at - howMany);
        System.arraycopy(below, at + howMany, below, at, count - at - howMany);
        Arrays.fill(keys, count - howMany, count, null);
        Arrays.fill(below, count - howMany, count, null);
        count -= howMany;
    }

    /// Moves entries, with their part of the total, to another node of the same height.
    private void move(int from, int howMany, BTreeNode<K, V> other, int to) {
        other.makeRoom(to, howMany);
        System.arraycopy(keys, from, other.keys, to, howMany);
        System.arraycopy(below, from, other.below, to, howMany);
        for (int i = from; i < from + howMany; i++) {
            kind.totals().subtract(total, part(i));
            kind.totals().add(other.total, part(i));
        }
        delete(from, howMany);
    }

    private void splitChild(int at) {
        BTreeNode<K, V> left = child(at);
        BTreeNode<K, V> right = new BTreeNode<>(kind, left.height);
        int kept = left.count / 2;
        left.move(kept, left.count - kept, right, 0);
        insert(at + 1, right.keys[0], right);
    }

    /// Helps a child that is less than half full: by merging it with a neighbour, or by sharing evenly with it.
    private void refillChild(int at) {
        int leftAt = Math.max(0, at - 1);
        BTreeNode<K, V> left = child(leftAt);
        BTreeNode<K, V> right = child(leftAt + 1);
        int both = left.count + right.count;
        if (both <= kind.width()) {
            right.move(0, right.count, left, left.count);
            delete(leftAt + 1, 1);
            return;
        }
        int surplus = left.count - both / 2;
        if (surplus > 0) left.move(left.count - surplus, surplus, right, 0);
        else right.move(0, -surplus, left, left.count);
        keys[leftAt + 1] = right.keys[0];
    }

    /// @param from no key here may be below this, if given
    /// @param to   every key here must be below this, if given
    /// @return the number of entries in this node and below
    /// @throws IllegalStateException if something is not as it should be
    int check(K from, K to, boolean isRoot) {
        int least = !isRoot ? kind.leastEntries() : height > 0 ? 2 : 0;
        demand(least <= count && count <= kind.width(), "a node has " + count + " entries");
        V sum = kind.totals().none();
        int entries = height == 0 ? count : 0;
        for (int i = 0; i < count; i++) {
            demand(i == 0 || kind.order().compare(key(i - 1), key(i)) < 0, "keys are out of order at " + keys[i]);
            demand(from == null || kind.order().compare(from, key(i)) <= 0, keys[i] + " is below the bound " + from);
            demand(to == null || kind.order().compare(key(i), to) < 0, keys[i] + " is not below the next bound " + to);
            demand(height == 0 || child(i).height == height - 1, "leaves are not equally deep");
            if (height > 0) entries += child(i).check(key(i), i + 1 < count ? key(i + 1) : to, false);
            kind.totals().add(sum, part(i));
        }
        for (int i = count; i < keys.length; i++) demand(keys[i] == null && below[i] == null, "a free place is not empty");
        demand(Objects.equals(sum, total), "a node's total is " + total + ", but should be " + sum);
        return entries;
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) throw new IllegalStateException(otherwise);
    }
}

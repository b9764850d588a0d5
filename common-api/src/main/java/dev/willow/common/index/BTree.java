package dev.willow.common.index;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// An ordered map that is cheap to search, change and walk from anywhere in either direction, and that keeps the total of the
/// values below each of its nodes (see [Totals]).
///
/// A B+ tree (Bayer and McCreight 1972; Comer, "The Ubiquitous B-Tree", 1979): all entries are in the leaves, which are all
/// equally deep; every node but the root is at least half full. The same node serves both ranks: a leaf holds values, an inner
/// node holds children, each under a *bound*: no key below the child is smaller, every key of the children before it is. A bound
/// need not be a key that is still there.
///
/// @param <K> the keys; never null
/// @param <V> the values; never null
final class BTree<K, V> {
    /// Wide enough to stay shallow (100,000 entries in four to five ranks), narrow enough to make range totals cheap.
    static final int DEFAULT_WIDTH = 16;

    private final Comparator<? super K> order;
    private final Totals<V> totals;
    private final Work work;
    private final int width;
    private final int least;
    private Node root;
    private int size;

    BTree(Comparator<? super K> order, Totals<V> totals, Work work) {
        this(order, totals, work, DEFAULT_WIDTH);
    }

    /// @param width the most entries of a node, at least 4
    BTree(Comparator<? super K> order, Totals<V> totals, Work work, int width) {
        this.order = order;
        this.totals = totals;
        this.work = work;
        this.width = width;
        this.least = width / 2;
        this.root = new Node(0);
    }

    int size() {
        return size;
    }

    /// The value of the key, or null.
    V get(K key) {
        Node node = root;
        for (; node.height > 0; work.step()) {
            int at = node.floor(key);
            if (at < 0) return null;
            node = node.child(at);
        }
        int at = node.floor(key);
        return node.holds(at, key) ? node.value(at) : null;
    }

    /// Adds the key, or replaces its value.
    ///
    /// @return the old value, or null
    V put(K key, V value) {
        V old = put(root, key, value);
        if (root.count > width) {
            Node above = new Node(root.height + 1);
            above.insert(0, root.keys[0], root);
            totals.add(above.total, root.total);
            above.splitChild(0);
            root = above;
        }
        if (old == null) size++;
        return old;
    }

    private V put(Node node, K key, V value) {
        work.step();
        int at = node.floor(key);
        V old = null;
        if (node.height > 0) {
            if (at < 0) node.keys[at = 0] = key;
            old = put(node.child(at), key, value);
            if (node.child(at).count > width) node.splitChild(at);
        } else if (node.holds(at, key)) {
            old = node.value(at);
            node.below[at] = value;
        } else {
            node.insert(at + 1, key, value);
        }
        if (old != null) totals.subtract(node.total, old);
        totals.add(node.total, value);
        return old;
    }

    /// @return the value that the key had, or null if it was not there
    V remove(K key) {
        V old = remove(root, key);
        if (old == null) return null;
        if (root.height > 0 && root.count == 1) root = root.child(0);
        size--;
        return old;
    }

    private V remove(Node node, K key) {
        work.step();
        int at = node.floor(key);
        V old = null;
        if (node.height > 0 && at >= 0) {
            old = remove(node.child(at), key);
            if (node.child(at).count < least) node.refillChild(at);
        } else if (node.height == 0 && node.holds(at, key)) {
            old = node.value(at);
            node.delete(at, 1);
        }
        if (old != null) totals.subtract(node.total, old);
        return old;
    }

    /// Adds a part to the value of a key and to the totals above it.
    ///
    /// @return whether the key is there; nothing is changed if not
    boolean addTo(K key, V part) {
        return addTo(root, key, part);
    }

    private boolean addTo(Node node, K key, V part) {
        work.step();
        int at = node.floor(key);
        boolean there = node.height > 0 ? at >= 0 && addTo(node.child(at), key, part) : node.holds(at, key);
        if (there && node.height == 0) totals.add(node.value(at), part);
        if (there) totals.add(node.total, part);
        return there;
    }

    /// Takes a part from the value of a key and from the totals above it. The key stays, even if nothing is left of its value.
    ///
    /// @return the value, or null if the key is not there
    V subtractFrom(K key, V part) {
        return subtractFrom(root, key, part);
    }

    private V subtractFrom(Node node, K key, V part) {
        work.step();
        int at = node.floor(key);
        V value = null;
        if (node.height > 0 && at >= 0) value = subtractFrom(node.child(at), key, part);
        else if (node.height == 0 && node.holds(at, key)) totals.subtract(value = node.value(at), part);
        if (value != null) totals.subtract(node.total, part);
        return value;
    }

    /// Visits the entries in ascending order, beginning with the first for which `before` does not hold, while the visitor
    /// returns true. The tree must not be changed meanwhile.
    ///
    /// @return false if the visitor ended the walk
    boolean ascend(Predicate<? super K> before, BiPredicate<? super K, ? super V> visitor) {
        return ascend(root, before, visitor);
    }

    private boolean ascend(Node node, Predicate<? super K> before, BiPredicate<? super K, ? super V> visitor) {
        work.step();
        int first = before == null ? 0 : node.countWhere(before);
        if (node.height > 0) {
            // Only the last child whose bound lies before the start can hold keys on both sides of it.
            if (first > 0 && !ascend(node.child(first - 1), before, visitor)) return false;
            for (int i = first; i < node.count; i++) if (!ascend(node.child(i), null, visitor)) return false;
            return true;
        }
        for (int i = first; i < node.count; i++) if (!visit(node, i, visitor)) return false;
        return true;
    }

    /// Visits the entries in descending order, beginning with the last for which `upTo` holds, while the visitor returns true.
    /// The tree must not be changed meanwhile.
    ///
    /// @return false if the visitor ended the walk
    boolean descend(Predicate<? super K> upTo, BiPredicate<? super K, ? super V> visitor) {
        return descend(root, upTo, visitor);
    }

    private boolean descend(Node node, Predicate<? super K> upTo, BiPredicate<? super K, ? super V> visitor) {
        work.step();
        int end = upTo == null ? node.count : node.countWhere(upTo);
        for (int i = end - 1; i >= 0; i--) {
            boolean goOn = node.height == 0
                    ? visit(node, i, visitor)
                    : descend(node.child(i), i == end - 1 ? upTo : null, visitor);
            if (!goOn) return false;
        }
        return true;
    }

    private boolean visit(Node leaf, int at, BiPredicate<? super K, ? super V> visitor) {
        work.step();
        return visitor.test(leaf.key(at), leaf.value(at));
    }

    /// Adds up the values of the keys within the span: whole subtrees by their total, only the two edges in detail.
    void total(Span<K> span, V into) {
        total(root, span.before(), span.upTo(), into);
    }

    private void total(Node node, Predicate<? super K> before, Predicate<? super K> upTo, V into) {
        work.step();
        if (before == null && upTo == null) {
            totals.add(into, node.total);
            return;
        }
        int first = before == null ? 0 : node.countWhere(before);
        int end = upTo == null ? node.count : node.countWhere(upTo);
        if (node.height == 0) {
            for (int i = first; i < end; i++) totals.add(into, node.value(i));
            return;
        }
        for (int i = Math.max(0, first - 1); i < end; i++)
            total(node.child(i), i == first - 1 ? before : null, i == end - 1 ? upTo : null, into);
    }

    /// Checks everything that makes this a B-tree with right totals.
    ///
    /// @throws IllegalStateException if something is not as it should be
    void check() {
        int counted = root.check(null, null, true);
        demand(counted == size, "the size is " + size + ", but there are " + counted + " entries");
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) throw new IllegalStateException(otherwise);
    }

    private final class Node {
        final int height;
        /// One place more than the width, for the moment before a split.
        final Object[] keys = new Object[width + 1];
        /// The values of a leaf, the children of an inner node.
        final Object[] below = new Object[width + 1];
        final V total = totals.none();
        int count;

        Node(int height) {
            this.height = height;
        }

        @SuppressWarnings("unchecked")
        K key(int at) {
            return (K) keys[at];
        }

        @SuppressWarnings("unchecked")
        V value(int at) {
            return (V) below[at];
        }

        @SuppressWarnings("unchecked")
        Node child(int at) {
            return (Node) below[at];
        }

        V part(int at) {
            return height == 0 ? value(at) : child(at).total;
        }

        /// The last place whose key is not above the given one, or -1.
        int floor(K key) {
            int low = 0;
            for (int high = count; low < high;) {
                int middle = (low + high) >>> 1;
                if (order.compare(key(middle), key) <= 0) low = middle + 1;
                else high = middle;
            }
            return low - 1;
        }

        boolean holds(int at, K key) {
            return at >= 0 && order.compare(key(at), key) == 0;
        }

        /// How many keys the predicate holds for; they are the first ones.
        int countWhere(Predicate<? super K> predicate) {
            int low = 0;
            for (int high = count; low < high;) {
                int middle = (low + high) >>> 1;
                if (predicate.test(key(middle))) low = middle + 1;
                else high = middle;
            }
            return low;
        }

        void insert(int at, Object key, Object entry) {
            System.arraycopy(keys, at, keys, at + 1, count - at);
            System.arraycopy(below, at, below, at + 1, count - at);
            keys[at] = key;
            below[at] = entry;
            count++;
        }

        void delete(int at, int howMany) {
            System.arraycopy(keys, at + howMany, keys, at, count - at - howMany);
            System.arraycopy(below, at + howMany, below, at, count - at - howMany);
            Arrays.fill(keys, count - howMany, count, null);
            Arrays.fill(below, count - howMany, count, null);
            count -= howMany;
        }

        /// Moves entries, with their part of the total, to another node of the same height.
        void moveTo(Node other, int from, int howMany, int to) {
            System.arraycopy(other.keys, to, other.keys, to + howMany, other.count - to);
            System.arraycopy(other.below, to, other.below, to + howMany, other.count - to);
            System.arraycopy(keys, from, other.keys, to, howMany);
            System.arraycopy(below, from, other.below, to, howMany);
            other.count += howMany;
            for (int i = from; i < from + howMany; i++) {
                totals.subtract(total, part(i));
                totals.add(other.total, part(i));
            }
            delete(from, howMany);
        }

        void splitChild(int at) {
            Node left = child(at);
            Node right = new Node(left.height);
            int kept = left.count / 2;
            left.moveTo(right, kept, left.count - kept, 0);
            insert(at + 1, right.keys[0], right);
        }

        /// Helps a child that is less than half full: by merging it with a neighbour, or by sharing evenly.
        void refillChild(int at) {
            int leftAt = at == 0 ? 0 : at - 1;
            Node left = child(leftAt);
            Node right = child(leftAt + 1);
            int both = left.count + right.count;
            if (both <= width) {
                right.moveTo(left, 0, right.count, left.count);
                delete(leftAt + 1, 1);
                return;
            }
            int surplus = left.count - both / 2;
            if (surplus > 0) left.moveTo(right, left.count - surplus, surplus, 0);
            else right.moveTo(left, 0, -surplus, left.count);
            keys[leftAt + 1] = right.keys[0];
        }

        /// @param from no key here may be below this, if given
        /// @param to   every key here must be below this, if given
        /// @return the number of entries in this node and below
        int check(K from, K to, boolean isRoot) {
            demand(count <= width, "a node has " + count + " entries");
            demand(count >= (isRoot ? height == 0 ? 0 : 2 : least), "a node has only " + count + " entries");
            V sum = totals.none();
            int entries = 0;
            for (int i = 0; i <= width; i++) {
                demand((keys[i] != null) == (i < count) && (below[i] != null) == (i < count), "place " + i + " of " + count);
                if (i >= count) continue;
                demand(i == 0 || order.compare(key(i - 1), key(i)) < 0, "keys are out of order: " + keys[i]);
                demand(from == null || order.compare(from, key(i)) <= 0, keys[i] + " is below the bound " + from);
                demand(to == null || order.compare(key(i), to) < 0, keys[i] + " is not below the next bound " + to);
                if (height > 0) {
                    demand(child(i).height == height - 1, "leaves are not equally deep");
                    entries += child(i).check(key(i), i + 1 < count ? key(i + 1) : to, false);
                } else {
                    entries++;
                }
                totals.add(sum, part(i));
            }
            demand(Objects.equals(sum, total), "a node's total is " + total + ", but should be " + sum);
            return entries;
        }
    }
}

package dev.willow.common.index;

import java.util.Comparator;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// An ordered map that is cheap to search, change and walk from anywhere in either direction, and that keeps the total of the
/// values below each of its nodes (see [Totals]), so that a range is summed up from a few nodes on its two edges.
///
/// A B+ tree (Bayer and McCreight, "Organization and maintenance of large ordered indices", 1972; Comer, "The ubiquitous B-tree",
/// 1979): all entries are in the leaves, which are all equally deep; every node but the root is at least half full. The work is
/// done in [BTreeNode]; what is particular to the root is here.
///
/// @param <K> the keys; never null
/// @param <V> the values; never null
final class BTree<K, V> {
    /// Wide enough to stay shallow (100,000 entries in five ranks), narrow enough to keep the edges of a range short.
    static final int DEFAULT_WIDTH = 16;

    /// What all nodes of a tree have in common.
    ///
    /// @param width the most entries of a node, at least 4
    record Kind<K, V>(Comparator<? super K> order, Totals<V> totals, Work work, int width) {
        Kind {
            if (width < 4) throw new IllegalArgumentException("a node of " + width + " entries cannot be split and merged");
        }

        int leastEntries() {
            return width / 2;
        }
    }

    private final Kind<K, V> kind;
    private BTreeNode<K, V> root;
    private int size;

    BTree(Comparator<? super K> order, Totals<V> totals, Work work) {
        this(new Kind<>(order, totals, work, DEFAULT_WIDTH));
    }

    BTree(Kind<K, V> kind) {
        this.kind = kind;
        this.root = new BTreeNode<>(kind, 0);
    }

    int size() {
        return size;
    }

    /// The value of the key, or null.
    V get(K key) {
        return root.get(key);
    }

    /// Adds the key, or replaces its value.
    ///
    /// @return the old value, or null
    V put(K key, V value) {
        V old = root.put(key, value);
        if (old == null) grown();
        return old;
    }

    private void grown() {
        size++;
        if (root.isOverfull()) root = BTreeNode.above(root);
    }

    /// @return the value that the key had, or null if it was not there
    V remove(K key) {
        V old = root.remove(key);
        if (old == null) return null;
        size--;
        root = root.onlyChildOrSelf();
        return old;
    }

    /// Adds a part to the value of a key and to the totals above it. Of a key that is not there yet it becomes the value itself.
    ///
    /// @return the value, or null if the key was not there
    V addTo(K key, V part) {
        V value = root.addTo(key, part);
        if (value == null) grown();
        return value;
    }

    /// Takes a part from the value of a key and from the totals above it. The key stays, even if nothing is left of its value.
    ///
    /// @return the value, or null if the key is not there and nothing was changed
    V subtractFrom(K key, V part) {
        return root.subtractFrom(key, part);
    }

    /// Visits the entries in ascending order, beginning with the first for which `before` does not hold, while the visitor
    /// returns true. The tree must not be changed meanwhile.
    ///
    /// @param before holds for some key and all smaller ones, or for none
    /// @return false if the visitor ended the walk
    boolean ascend(Predicate<? super K> before, BiPredicate<? super K, ? super V> visitor) {
        return root.ascend(before, visitor);
    }

    /// Visits the entries in descending order, beginning with the last for which `upTo` holds, while the visitor returns true.
    /// The tree must not be changed meanwhile.
    ///
    /// @param upTo holds for some key and all smaller ones, or for none
    /// @return false if the visitor ended the walk
    boolean descend(Predicate<? super K> upTo, BiPredicate<? super K, ? super V> visitor) {
        return root.descend(upTo, visitor);
    }

    /// Hands over the totals that together make up the values within the span: of whole subtrees where it can. They are the tree's own,
    /// not to be changed.
    void totals(Span<K> span, Consumer<? super V> sink) {
        root.totals(span.before(), span.upTo(), sink);
    }

    /// Checks everything that makes this a B-tree with right totals.
    ///
    /// @throws IllegalStateException if something is not as it should be
    void check() {
        int counted = root.check(null, null, true);
        if (counted != size) throw new IllegalStateException("the size is " + size + ", but there are " + counted + " entries");
    }
}

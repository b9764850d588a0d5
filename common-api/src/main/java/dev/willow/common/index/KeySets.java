package dev.willow.common.index;

import dev.willow.common.values.KeyPatterns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/// Groups things by *which* keys they carry, and finds the groups whose keys are all among some given ones.
///
/// A set-trie (Savnik, "Index data structure for fast subset and superset queries", 2013): the path from the root to a node spells a
/// set of keys in their order. Looking for subsets only follows given keys, so it meets no set that has any other key. That
/// things are first told apart by what they ask about at all, then by the values, is the idea of tuple space search (Srinivasan,
/// Suri, Varghese, "Packet classification using tuple space search", 1999).
final class KeySets {
    private final Node root = new Node();

    private static final class Node {
        final RoaringBitmap here = new RoaringBitmap();
        final Map<String, Node> next = new HashMap<>(2);
    }

    /// Told of each group of things whose keys are all given.
    interface Visitor {
        /// @param slots the things of the group; not to be changed
        /// @param path  the places, within the given keys, of the keys that these things carry
        /// @param depth how many places of the path count
        void visit(RoaringBitmap slots, int[] path, int depth);
    }

    void add(KeyPatterns keys, int slot) {
        Node node = root;
        for (String key : keys.keys()) node = node.next.computeIfAbsent(key, absent -> new Node());
        node.here.add(slot);
    }

    void remove(KeyPatterns keys, int slot) {
        remove(root, keys.keys(), 0, slot);
    }

    /// @return whether nothing is left of the node
    private static boolean remove(Node node, List<String> keys, int depth, int slot) {
        if (depth == keys.size()) node.here.remove(slot);
        else if (remove(node.next.get(keys.get(depth)), keys, depth + 1, slot)) node.next.remove(keys.get(depth));
        return node.here.isEmpty() && node.next.isEmpty();
    }

    /// Visits every group whose keys are all given and whose number of keys is within the limits.
    ///
    /// @param given in their UTF-8 order
    void subsetsOf(List<String> given, int minKeys, int maxKeys, Work work, Visitor visitor) {
        int deepest = Math.min(given.size(), maxKeys);
        descend(root, given, 0, new int[given.size()], 0, minKeys, deepest, work, visitor);
    }

    private static void descend(
            Node node, List<String> given, int from, int[] path, int depth, int minKeys, int deepest, Work work, Visitor visitor) {
        work.step();
        if (depth >= minKeys && depth <= deepest && !node.here.isEmpty()) visitor.visit(node.here, path, depth);
        if (depth >= deepest || node.next.isEmpty()) return;
        for (int i = from; i < given.size(); i++) {
            Node next = node.next.get(given.get(i));
            if (next == null) continue;
            path[depth] = i;
            descend(next, given, i + 1, path, depth + 1, minKeys, deepest, work, visitor);
        }
    }

    /// @throws IllegalStateException if a node leads to nothing, or not just these slots are here
    void check(RoaringBitmap slots) {
        RoaringBitmap all = new RoaringBitmap();
        for (Node next : root.next.values()) check(next, all);
        all.or(root.here);
        if (!all.equals(slots)) throw new IllegalStateException("grouped are " + all + ", but should be " + slots);
    }

    private static void check(Node node, RoaringBitmap all) {
        if (node.here.isEmpty() && node.next.isEmpty()) throw new IllegalStateException("a node leads to nothing");
        if (RoaringBitmap.intersects(all, node.here)) throw new IllegalStateException("a slot is in two groups: " + node.here);
        all.or(node.here);
        for (Node next : node.next.values()) check(next, all);
    }
}

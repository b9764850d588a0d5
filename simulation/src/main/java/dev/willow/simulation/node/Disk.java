package dev.willow.simulation.node;

import java.util.ArrayList;
import java.util.List;

/// What one engine has made durable.
final class Disk {
    /// @param at when it was sealed, which is what its stamp says
    record Written(byte[] entry, long at) {}

    private final List<Written> entries = new ArrayList<>();
    private byte[] snapshot;
    private long snapshotIndex;

    /// @return its index
    long add(Written entry) {
        entries.add(entry);
        return entries.size();
    }

    void save(long index, byte[] written) {
        if (index <= snapshotIndex) return;
        snapshot = written;
        snapshotIndex = index;
    }

    boolean hasSnapshot() {
        return snapshot != null;
    }

    byte[] snapshot() {
        return snapshot;
    }

    long snapshotIndex() {
        return snapshotIndex;
    }

    long lastIndex() {
        return entries.size();
    }

    /// @param index from 1
    Written entry(long index) {
        return entries.get((int) index - 1);
    }
}

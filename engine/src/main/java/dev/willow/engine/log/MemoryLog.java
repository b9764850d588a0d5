package dev.willow.engine.log;

/// A log of one node that forgets each entry as soon as it is committed, which is at once.
public final class MemoryLog implements ReplicatedLog {
    private LogListener listener;
    private long lastIndex;

    @Override
    public void open(LogListener toTell) {
        listener = toTell;
        listener.leading();
    }

    @Override
    public void append(byte[] entry) {
        listener.committed(++lastIndex, entry);
    }

    @Override
    public boolean isAlone() {
        return true;
    }

    @Override
    public boolean keepsSnapshots() {
        return false;
    }

    @Override
    public void save(long index, byte[] snapshot) {
        throw new UnsupportedOperationException("a log in memory keeps no snapshots");
    }

    @Override
    public void close() {}
}

package dev.willow.engine.sample;

import dev.willow.engine.log.LogListener;
import dev.willow.engine.log.ReplicatedLog;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A log whose entries reach the disk when the test says so.
public final class HeldLog implements ReplicatedLog {
    private final BlockingQueue<byte[]> held = new LinkedBlockingQueue<>();
    private final boolean alone;
    private long lastIndex;
    private boolean released;
    private int appended;
    private LogListener listener;

    public HeldLog(boolean alone) {
        this.alone = alone;
    }

    @Override
    public void open(LogListener toTell) {
        listener = toTell;
        listener.leading();
    }

    @Override
    public synchronized void append(byte[] entry) {
        appended++;
        if (released && held.isEmpty()) commit(entry);
        else held.add(entry); // also while the others are being released: they come first
    }

    /// Writes what is held, and from now on everything at once.
    public synchronized void release() {
        released = true;
        for (byte[] entry = held.poll(); entry != null; entry = held.poll()) commit(entry);
    }

    /// All entries that were ever appended.
    public synchronized int appended() {
        return appended;
    }

    /// Waits until an entry was appended and takes it out.
    public byte[] next() {
        try {
            byte[] entry = held.poll(60, TimeUnit.SECONDS);
            if (entry == null) throw new AssertionError("no entry was appended");
            return entry;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /// Writes the next entry.
    public void write() {
        commit(next());
    }

    /// Makes this entry the next one that is durable, whoever wrote it.
    public synchronized void commit(byte[] entry) {
        listener.committed(++lastIndex, entry);
    }

    /// The entries that were appended and not written.
    public int held() {
        return held.size();
    }

    public LogListener listener() {
        return listener;
    }

    @Override
    public boolean isAlone() {
        return alone;
    }

    @Override
    public boolean keepsSnapshots() {
        return false;
    }

    @Override
    public void save(long index, byte[] snapshot) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}

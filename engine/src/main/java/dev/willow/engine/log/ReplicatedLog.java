package dev.willow.engine.log;

import java.io.IOException;

/// A log of entries that this node, while it leads, appends to. Everything else is told to the [LogListener].
public interface ReplicatedLog extends AutoCloseable {

    /// Opens the log and returns once it is opening: the last snapshot and the entries after it come to the listener,
    /// then, if this node leads, [LogListener#leading]. Called once.
    void open(LogListener listener);

    /// Appends an entry behind those appended before it. Comes back as [LogListener#committed], or the listener is
    /// told that it was refused; what became of it then shows only in what is committed.
    void append(byte[] entry);

    /// Whether this node is the only one, so that nobody else can have become leader unnoticed.
    boolean isAlone();

    /// Whether it is worth giving it snapshots.
    boolean keepsSnapshots();

    /// Keeps a snapshot that stands for all entries up to this index, and clears what is no longer needed. Returns
    /// when it is durable.
    ///
    /// @param index of the last entry that the snapshot contains
    void save(long index, byte[] snapshot) throws IOException;

    /// Returns when no thread of the log runs any more and its files are released.
    @Override
    void close();
}

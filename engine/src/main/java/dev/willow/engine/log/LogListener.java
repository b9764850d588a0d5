package dev.willow.engine.log;

/// What a log tells. Calls come one at a time, in order, except [#refused] and [#failed], which may come at any time.
public interface LogListener {
    /// All state is to be replaced by this snapshot, which stands for all entries up to the index.
    void restored(long index, byte[] snapshot);

    /// An entry is durable, appended by this or another node. May block while too many are not yet applied.
    void committed(long index, byte[] entry);

    /// This node leads, and everything that was committed before it did has been told.
    void leading();

    /// This node does not lead, or no longer.
    ///
    /// @param reason in words for an operator
    void following(String reason);

    /// An entry that this node appended was not taken.
    void refused(Throwable cause);

    /// The log can go on no longer.
    ///
    /// @param reason one line for an operator
    void failed(String reason, Throwable cause);
}

package dev.willow.engine;

/// Told when an engine can go on no longer: its disk failed, what it reads is damaged, or the state machine broke.
@FunctionalInterface
public interface FailureListener {
    /// Called at most once, on a thread of its own. From then on the engine refuses everything; nothing that was
    /// answered is lost. A service ends its process here, so that whoever runs it sees the reason and starts it anew.
    ///
    /// @param reason one line for an operator
    void failed(String reason, Throwable cause);

    static FailureListener none() {
        return (reason, cause) -> {};
    }
}

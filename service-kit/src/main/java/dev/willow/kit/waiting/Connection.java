package dev.willow.kit.waiting;

/// The connection that a request came on, as far as a waiting caller is concerned.
public interface Connection {

    /// Whether the client is known to have closed it. False says nothing: it may be gone and not have told.
    ///
    /// Only for the time in which nobody reads the request or writes its answer, and by one thread at a time.
    boolean isClosed();
}

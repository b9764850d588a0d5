package dev.willow.kit.waiting;

/// The connection that a request came on, as far as a waiting caller is concerned.
public interface Connection {

    /// Whether the client is known to have closed it. False says nothing: it may be gone and not have told.
    ///
    /// Only for the time in which nobody reads the request or writes its answer, and by one thread at a time.
    boolean isClosed();

    /// Registers what to run as soon as the client closes it; at once if it has. One that cannot tell, such as a socket, never
    /// runs it: it has to be asked.
    default void whenClosed(Runnable told) {}
}

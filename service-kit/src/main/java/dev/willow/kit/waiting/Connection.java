package dev.willow.kit.waiting;

import java.io.IOException;
import java.time.Duration;

/// The connection that a request came on, as far as callers are concerned that wait, or are slow.
public interface Connection {

    /// Whether the client is known to have closed it. False says nothing: it may be gone and not have told.
    ///
    /// Only for the time in which nobody reads the request or writes its answer, and by one thread at a time.
    boolean isClosed();

    /// Registers what to run as soon as the client closes it; at once if it has. One that cannot tell, such as a socket, never
    /// runs it: it has to be asked.
    default void whenClosed(Runnable told) {}

    /// What is read of the request from now on has to come sooner than other requests.
    ///
    /// @param silence how long nothing may come
    /// @return false if it cannot be hurried
    default boolean hurry(Duration silence) {
        return false;
    }

    /// Waits for more of the body of a request that has been answered, and throws it away.
    ///
    /// @return how many bytes; negative at the end of the body
    /// @throws IOException if nothing came in time, or the client has gone
    default int throwAway() throws IOException {
        return -1;
    }

    /// Nothing more is read of the request; the connection ends with the answer, which has to say so.
    default void readNoMore() {}

    /// Ends the request as it is, with half an answer or none: no other can follow on the same connection.
    default void drop() {}
}

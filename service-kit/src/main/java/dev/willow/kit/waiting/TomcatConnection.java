package dev.willow.kit.waiting;

import org.apache.catalina.connector.Request;
import org.apache.coyote.ActionCode;

/// Asks Tomcat's connector whether there is anything to read.
///
/// With the body read, there are two reasons for "yes": the client has sent its next request already, or it has closed
/// the connection, which Tomcat reports as one byte so that the reader comes and meets the end. The first is told from
/// the second by asking again: what was sent is now in a buffer of the next request and no longer counts, the end
/// stays the end. While such a next request lies there, a close behind it goes unnoticed.
final class TomcatConnection implements Connection {
    private final org.apache.coyote.Request request;

    TomcatConnection(Request request) {
        this.request = request.getCoyoteRequest();
    }

    @Override
    public boolean isClosed() {
        return somethingToRead() && somethingToRead();
    }

    private boolean somethingToRead() {
        request.action(ActionCode.AVAILABLE, Boolean.TRUE);
        return request.getAvailable() > 0;
    }
}

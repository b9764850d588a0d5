package dev.willow.kit.waiting;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.catalina.connector.Request;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// Asks the socket for one more byte, without waiting for it. A client that left has sent its end, or a reset. What a
/// client sends ahead of its answer is its next request: the byte goes back to where it was read from.
///
/// Tomcat offers to look for itself (`ActionCode.AVAILABLE`), but it then reads into the buffer of the present request,
/// over a next one that came in the same packet.
final class TomcatConnection implements Connection {
    private final SocketWrapperBase<?> socket;

    TomcatConnection(Request request) {
        this.socket = WatchableProtocol.socketOf(request.getCoyoteRequest());
    }

    @Override
    public boolean isClosed() {
        if (socket == null) return false;
        ByteBuffer one = ByteBuffer.allocate(1);
        try {
            int read = socket.read(false, one);
            if (read > 0) socket.unRead(one.flip());
            return read < 0;
        } catch (IOException endOrReset) {
            return true;
        }
    }
}

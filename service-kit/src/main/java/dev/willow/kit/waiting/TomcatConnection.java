package dev.willow.kit.waiting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// Asks the socket for more bytes, without waiting for any. A client that left has sent its end, or a reset. What a
/// client sends ahead of its answer is its next request: the bytes go back to where they were read from.
///
/// Tomcat offers to look for itself (`ActionCode.AVAILABLE`), but it then reads into the buffer of the present request,
/// over a next one that came in the same packet.
final class TomcatConnection implements Connection {
    /// How much of what was sent ahead the end is looked for behind. Half of what Tomcat can take back.
    private static final int MOST_AHEAD = WatchableProtocol.READ_BYTES / 2;

    private final SocketWrapperBase<?> socket;
    private final org.apache.coyote.Request request;
    private final Response response;

    TomcatConnection(Request request) {
        this.request = request.getCoyoteRequest();
        this.response = this.request.getResponse();
        this.socket = WatchableProtocol.socketOf(this.request);
    }

    @Override
    public boolean isClosed() {
        if (socket == null) return false;
        try {
            ByteBuffer one = ByteBuffer.allocate(1);
            int read = socket.read(false, one);
            if (read <= 0) return read < 0;
            ByteBuffer ahead = ByteBuffer.allocate(MOST_AHEAD).put(one.flip());
            try {
                return endsBehind(ahead);
            } finally {
                socket.unRead(ahead.flip());
            }
        } catch (IOException endOrReset) {
            return true;
        }
    }

    @Override
    public boolean hurry(Duration silence) {
        if (socket == null) return false;
        socket.setReadTimeout(silence.toMillis()); // Tomcat sets it anew for each request
        return true;
    }

    /// Not by the stream of the body, which Tomcat closes when as much of the answer is written as was said.
    @Override
    public int throwAway() throws IOException {
        return request.doRead(new Unread());
    }

    /// For Tomcat this is an error, for which it would look for a page to show, and have Spring go through all of it, behind an answer that has
    /// been sent.
    @Override
    public void readNoMore() {
        response.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        if (response.isCommitted()) response.setErrorReported();
    }

    @Override
    public void drop() {
        response.action(ActionCode.CLOSE_NOW, null);
    }

    /// Whether the client sent its end right behind what it sent ahead.
    ///
    /// @param ahead takes what is read
    private boolean endsBehind(ByteBuffer ahead) throws IOException {
        if (!socket.getSocketBufferHandler().isReadBufferEmpty()) socket.read(false, ahead);
        // On past the buffer of Tomcat, which might take in more than can be put back.
        if (!ahead.hasRemaining() || socket.getSocket().getClass() != NioChannel.class) return false;
        NioChannel channel = (NioChannel) socket.getSocket();
        int read;
        do read = channel.read(ahead);
        while (read > 0 && ahead.hasRemaining());
        return read < 0;
    }

    /// Takes what Tomcat read and leaves it at that. Tomcat looks at it again.
    private static final class Unread implements ApplicationBufferHandler {
        private ByteBuffer read = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer read) {
            this.read = read;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return read;
        }

        @Override
        public void expand(int size) {
            // The buffer is Tomcat's own.
        }
    }
}

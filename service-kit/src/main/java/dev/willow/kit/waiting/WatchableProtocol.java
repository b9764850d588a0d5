package dev.willow.kit.waiting;

import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// Tomcat's HTTP/1.1, with the socket of each request within reach, and small buffers: each caller that waits has its own. Public, with a
/// constructor of no arguments, because Tomcat makes it by its class name.
public final class WatchableProtocol extends Http11NioProtocol {
    /// Of the 32 places for notes on a request; Tomcat itself uses the first few.
    private static final int SOCKET_NOTE = 23;

    /// Of the buffer in which an answer is gathered before it is sent.
    private static final int ANSWER_BYTES = 1 << 10;
    /// Of the buffer between the socket and the head of a request. TLS takes more, whatever stands here.
    static final int READ_BYTES = 2 << 10;
    private static final int WRITE_BYTES = 2 << 10;

    /// Of the buffer for what may follow a body sent in chunks, which nobody here asks for.
    private static final int TRAILER_BYTES = 512;

    private final CrowdedEndpoint endpoint;
    private Crowd crowd = new Crowd(1_000, Duration.ofSeconds(20));

    public WatchableProtocol() {
        this(new CrowdedEndpoint());
    }

    private WatchableProtocol(CrowdedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        endpoint.getSocketProperties().setAppReadBufSize(READ_BYTES);
        endpoint.getSocketProperties().setAppWriteBufSize(WRITE_BYTES);
        setMaxTrailerSize(TRAILER_BYTES);
        ConnectionHandler<NioChannel> unlisted = new Unlisted(this);
        setHandler(unlisted);
        endpoint.setHandler(unlisted);
        endpoint.become(crowd);
    }

    /// @param mostHeads   heads of requests that are not complete, before the oldest give way
    /// @param longestHead how long a head may take from its first byte to its last
    public void bound(int mostHeads, Duration longestHead) {
        crowd = new Crowd(mostHeads, longestHead);
        endpoint.become(crowd);
    }

    @Override
    public int getDesiredBufferSize() {
        return ANSWER_BYTES;
    }

    @Override
    protected Processor createProcessor() {
        return new WatchableProcessor(this, getAdapter());
    }

    /// @return null if the request did not come by this protocol
    static SocketWrapperBase<?> socketOf(Request request) {
        return (SocketWrapperBase<?>) request.getNote(SOCKET_NOTE);
    }

    /// Does not have requests shown by JMX. For that, Tomcat has each new one enter its name in a list, one at a time, so that in a crowd
    /// they wait for each other, with their buffers in their hands.
    private static final class Unlisted extends ConnectionHandler<NioChannel> {
        Unlisted(AbstractProtocol<NioChannel> protocol) {
            super(protocol);
        }

        @Override
        protected void register(Processor processor) {}

        @Override
        protected void unregister(Processor processor) {}
    }

    private static final class WatchableProcessor extends Http11Processor {
        private final Crowd crowd;
        private boolean wasIncomplete;

        WatchableProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
            super(protocol, adapter);
            this.crowd = ((WatchableProtocol) protocol).crowd;
        }

        @Override
        public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            request.setNote(SOCKET_NOTE, socket);
            if (wasIncomplete && crowd.tookTooLong(socket, System.nanoTime())) return SocketState.CLOSED;
            crowd.begins(socket);
            SocketState state;
            try {
                state = super.service(socket);
            } finally {
                crowd.ends(socket);
            }
            if (state == SocketState.LONG && !isAsync()) {
                wasIncomplete = true;
                if (!crowd.isIncomplete(socket, System.nanoTime())) return SocketState.CLOSED;
            } else if (wasIncomplete) {
                wasIncomplete = false;
                crowd.isComplete(socket);
            }
            return state;
        }
    }
}

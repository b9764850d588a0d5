package dev.willow.kit.waiting;

import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.coyote.http2.Http2AsyncUpgradeHandler;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// Tomcat's HTTP/2, telling of the streams and connections that clients left.
public final class WatchableHttp2 extends Http2Protocol {
    /// Callers that wait take a stream each. Tomcat would work on 20 of a connection at a time, and keep all others from being heard.
    private static final int STREAMS_OF_A_CONNECTION = 1_000;

    /// What a reset counts towards the limit at which Tomcat closes a connection as a nuisance: half of what the request before it
    /// counts the other way, which leaves room for the small frames between. Callers that wait and leave are everyday here; Tomcat
    /// would end all calls of a connection at the second of them.
    private static final int RESET = 10;

    /// How much of a body may be sent ahead of being read. Each request with a body has a buffer of this size, Tomcat's 64 KiB by default.
    private static final int WINDOW_BYTES = 16 << 10;

    private final Http2Streams streams;

    public WatchableHttp2(Http2Streams streams) {
        this.streams = streams;
        setOverheadResetFactor(RESET);
        setMaxConcurrentStreams(STREAMS_OF_A_CONNECTION);
        setMaxConcurrentStreamExecution(STREAMS_OF_A_CONNECTION);
        setInitialWindowSize(WINDOW_BYTES);
    }

    @Override
    public InternalHttpUpgradeHandler getInternalUpgradeHandler(SocketWrapperBase<?> socket, Adapter adapter, Request request) {
        return new Watched(this, adapter, request, socket);
    }

    private static final class Watched extends Http2AsyncUpgradeHandler {
        private final Http2Streams streams;
        private final String connection;

        Watched(WatchableHttp2 protocol, Adapter adapter, Request request, SocketWrapperBase<?> socket) {
            super(protocol, adapter, request, socket);
            this.streams = protocol.streams;
            this.connection = getServletConnection().getConnectionId();
        }

        /// Tomcat first: whoever hears of it may use the stream at once.
        @Override
        public void reset(int stream, long reason) {
            try {
                super.reset(stream, reason);
            } catch (Exception broken) {
                throw Watched.<RuntimeException>asItIs(broken);
            } finally {
                streams.reset(connection, Integer.toString(stream));
            }
        }

        /// Tomcat throws an exception here that nobody else may name, and has to get it back.
        @SuppressWarnings("unchecked")
        private static <E extends Exception> E asItIs(Exception broken) throws E {
            throw (E) broken;
        }

        @Override
        public void destroy() {
            streams.closed(connection);
            super.destroy();
        }
    }
}

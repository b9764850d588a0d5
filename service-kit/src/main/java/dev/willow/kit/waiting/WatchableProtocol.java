package dev.willow.kit.waiting;

import java.io.IOException;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// Tomcat's HTTP/1.1, with the socket of each request within reach. Public, with a constructor of no arguments, because
/// Tomcat makes it by its class name.
public final class WatchableProtocol extends Http11NioProtocol {
    /// Of the 32 places for notes on a request; Tomcat itself uses the first few.
    private static final int SOCKET_NOTE = 23;

    /// Of the buffer in which an answer is gathered before it is sent.
    private static final int ANSWER_BYTES = 2 << 10;

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

    private static final class WatchableProcessor extends Http11Processor {
        WatchableProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
            super(protocol, adapter);
        }

        @Override
        public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            request.setNote(SOCKET_NOTE, socket);
            return super.service(socket);
        }
    }
}

package dev.willow.kit.waiting;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/// Keeps the connection of a request within reach of whoever answers it.
public final class ConnectionValve extends ValveBase {
    private static final String ATTRIBUTE = ConnectionValve.class.getName();

    private final Http2Streams streams;

    public ConnectionValve(Http2Streams streams) {
        super(true);
        this.streams = streams;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        SmallBuffers.shrink(request);
        if (!Http2Streams.carry(request)) {
            connect(request, new TomcatConnection(request));
            getNext().invoke(request, response);
            return;
        }
        Http2Streams.Stream stream = streams.begin(Http2Streams.connectionOf(request), request.getProtocolRequestId(),
                () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null));
        connect(request, stream);
        try {
            getNext().invoke(request, response);
        } finally {
            streams.end(stream);
        }
    }

    /// Gives a request its connection, where no Tomcat does.
    public static void connect(ServletRequest request, Connection connection) {
        request.setAttribute(ATTRIBUTE, connection);
    }

    /// The connection that the request came on; one that is never known to be closed if the valve was not asked.
    public static Connection of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Connection connection ? connection : () -> false;
    }
}

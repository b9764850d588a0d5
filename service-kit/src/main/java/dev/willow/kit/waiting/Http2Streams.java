package dev.willow.kit.waiting;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.connector.Request;

/// The requests under way that came by HTTP/2, where a connection carries many: a client leaves one by resetting its stream, or
/// all by closing the connection. Tomcat tells of both; see [WatchableHttp2].
public final class Http2Streams {
    private static final String PROTOCOL = "HTTP/2.0";

    private final Map<String, Map<String, Stream>> connections = new ConcurrentHashMap<>();

    private static final class Stream implements Connection {
        private final CompletableFuture<Void> left = new CompletableFuture<>();

        @Override
        public boolean isClosed() {
            return left.isDone();
        }

        @Override
        public void whenClosed(Runnable told) {
            left.thenRun(told);
        }

        void leave() {
            left.complete(null);
        }
    }

    static boolean carry(Request request) {
        return PROTOCOL.equals(request.getProtocol());
    }

    Connection begin(Request request) {
        Stream stream = new Stream();
        connections.compute(connectionOf(request), (id, known) -> {
            Map<String, Stream> streams = known == null ? new ConcurrentHashMap<>() : known;
            streams.put(request.getProtocolRequestId(), stream);
            return streams;
        });
        return stream;
    }

    void end(Request request) {
        connections.computeIfPresent(connectionOf(request), (id, streams) -> {
            streams.remove(request.getProtocolRequestId());
            return streams.isEmpty() ? null : streams;
        });
    }

    void reset(String connection, int stream) {
        Stream left = connections.getOrDefault(connection, Map.of()).get(Integer.toString(stream));
        if (left != null) left.leave();
    }

    void closed(String connection) {
        connections.getOrDefault(connection, Map.of()).values().forEach(Stream::leave);
    }

    private static String connectionOf(Request request) {
        return request.getServletConnection().getConnectionId();
    }
}

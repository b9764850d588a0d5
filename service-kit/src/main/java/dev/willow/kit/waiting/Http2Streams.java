package dev.willow.kit.waiting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.connector.Request;

/// The requests under way that came by HTTP/2, where a connection carries many: a client leaves one by resetting its stream, or
/// all by closing the connection. Tomcat tells of both; see [WatchableHttp2].
///
/// It may tell so before the request has begun here, since it tells on the thread that reads. So those who left are remembered
/// for a while, whether their request is known or not.
public final class Http2Streams {
    private static final String PROTOCOL = "HTTP/2.0";
    private static final int REMEMBERED = 10_000;

    private final Map<String, Map<String, Stream>> connections = new ConcurrentHashMap<>();
    private final Set<String> left = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    /// One request under way.
    static final class Stream implements Connection {
        private final String connection;
        private final String id;
        private final CompletableFuture<Void> end = new CompletableFuture<>();

        private final Runnable reset;

        private Stream(String connection, String id, Runnable reset) {
            this.connection = connection;
            this.id = id;
            this.reset = reset;
        }

        @Override
        public boolean isClosed() {
            return end.isDone();
        }

        @Override
        public void whenClosed(Runnable told) {
            end.thenRun(told);
        }

        @Override
        public void drop() {
            reset.run();
        }

        private void leave() {
            end.complete(null);
        }
    }

    static boolean carry(Request request) {
        return PROTOCOL.equals(request.getProtocol());
    }

    static String connectionOf(Request request) {
        return request.getServletConnection().getConnectionId();
    }

    /// @param reset ends the stream from this side
    Stream begin(String connection, String id, Runnable reset) {
        Stream stream = new Stream(connection, id, reset);
        connections.compute(connection, (same, known) -> {
            Map<String, Stream> streams = known == null ? new ConcurrentHashMap<>() : known;
            streams.put(id, stream);
            return streams;
        });
        if (left.contains(connection) || left.contains(nameOf(connection, id))) stream.leave();
        return stream;
    }

    void end(Stream stream) {
        connections.computeIfPresent(stream.connection, (same, streams) -> {
            streams.remove(stream.id, stream);
            return streams.isEmpty() ? null : streams;
        });
    }

    void reset(String connection, String id) {
        left.add(nameOf(connection, id));
        Stream stream = connections.getOrDefault(connection, Map.of()).get(id);
        if (stream != null) stream.leave();
    }

    void closed(String connection) {
        left.add(connection);
        connections.getOrDefault(connection, Map.of()).values().forEach(Stream::leave);
    }

    private static String nameOf(String connection, String id) {
        return connection + '/' + id;
    }
}

package dev.willow.bench.queue;

import dev.willow.bench.load.ClosedLoop.Turn;
import dev.willow.bench.load.Connection;
import java.io.IOException;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Queues, items and what is done with them, as requests. Items carry 100 bytes.
public final class Items {
    private static final int MOST_IN_A_BATCH = 1_000;
    private static final int BYTES = 100;

    private Items() {}

    public static void createQueue(URI willow, String queue) throws IOException {
        try (var connection = new Connection(willow)) {
            connection.post("/v1/queues", "{\"Spec\":{\"DBDefinition\":{\"Name\":\"" + queue
                    + "\"},\"Properties\":{\"MaxItems\":10000000}}}").expect(201);
        }
    }

    public static String path(String queue) {
        return "/v1/queues/" + queue + "/channels/items";
    }

    /// @param keyValues as JSON
    public static String item(String keyValues, boolean isUpdateable) {
        return item(keyValues, isUpdateable, BYTES);
    }

    private static String item(String keyValues, boolean isUpdateable, int bytes) {
        String base64 = "AAAA".repeat((bytes + 2) / 3);
        return "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":" + keyValues + "},\"Properties\":{\"Item\":\"" + base64
                + "\",\"Updateable\":" + isUpdateable + "}}}";
    }

    /// @param keyValues as JSON
    public static String matching(String keyValues) {
        return "{\"Selections\":{\"KeyValues\":" + keyValues + "}}";
    }

    public static String success(String item) {
        return "{\"ItemID\":\"" + item + "\",\"Success\":true}";
    }

    /// Enqueue, dequeue and ack.
    ///
    /// @param channel of the item, as JSON
    /// @param query   of the dequeue
    public static Turn<Connection> cycle(String queue, String channel, String query) {
        return cycle(queue, channel, query, BYTES);
    }

    /// @param bytes of an item, rounded up to a multiple of 3
    public static Turn<Connection> cycle(String queue, String channel, String query, int bytes) {
        String path = path(queue);
        String item = item(channel, false, bytes);
        return (connection, _) -> {
            connection.post(path, item).expect(201);
            String taken = connection.post(path + "/dequeue", query).expect(200).text("ID");
            connection.post(path + "/ack", success(taken)).expect(200);
        };
    }

    /// The same with a channel that is new each time, for a query that may bring the item of another.
    ///
    /// @param channel as JSON, with `%d` for the number of the turn
    public static Turn<Connection> cycleOfNewChannels(String queue, String channel, String query) {
        String path = path(queue);
        return (connection, number) -> {
            connection.post(path, item(channel.formatted(number), false)).expect(201);
            String taken = connection.post(path + "/dequeue", query).expect(200).text("ID");
            connection.post(path + "/ack", success(taken)).expect(200);
        };
    }

    /// Fills as many channels with one item each.
    ///
    /// @param keyValues of a channel, as JSON, with `%d` for its number
    static void fill(URI willow, String queue, String keyValues, int channels) throws IOException {
        fill(willow, queue, keyValues, 0, channels);
    }

    /// @param first number of a channel
    /// @param end   number behind the last
    public static void fill(URI willow, String queue, String keyValues, int first, int end) throws IOException {
        try (var connection = new Connection(willow)) {
            for (int from = first; from < end; from += MOST_IN_A_BATCH) {
                String batch = IntStream.range(from, Math.min(end, from + MOST_IN_A_BATCH))
                        .mapToObj(i -> item(keyValues.formatted(i), false))
                        .collect(Collectors.joining(",", "[", "]"));
                Connection.Reply reply = connection.post(path(queue) + "/batch", batch).expect(200);
                if (reply.body().contains("Problem")) throw new IllegalStateException(reply.body().substring(0, 500));
            }
        }
    }
}

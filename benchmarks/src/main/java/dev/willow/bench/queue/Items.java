package dev.willow.bench.queue;

import dev.willow.bench.load.ClosedLoop.Turn;
import dev.willow.bench.load.Connection;
import java.io.IOException;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Queues, items and what is done with them, as requests. Items carry 100 bytes.
final class Items {
    private static final int MOST_IN_A_BATCH = 1_000;
    private static final String PAYLOAD = "A".repeat(136);

    private Items() {}

    static void createQueue(URI willow, String queue) throws IOException {
        try (var connection = new Connection(willow)) {
            connection.post("/v1/queues", "{\"Spec\":{\"DBDefinition\":{\"Name\":\"" + queue
                    + "\"},\"Properties\":{\"MaxItems\":10000000}}}").expect(201);
        }
    }

    static String path(String queue) {
        return "/v1/queues/" + queue + "/channels/items";
    }

    /// @param keyValues as JSON
    static String item(String keyValues, boolean isUpdateable) {
        return "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":" + keyValues + "},\"Properties\":{\"Item\":\"" + PAYLOAD
                + "\",\"Updateable\":" + isUpdateable + "}}}";
    }

    /// @param keyValues as JSON
    static String matching(String keyValues) {
        return "{\"Selections\":{\"KeyValues\":" + keyValues + "}}";
    }

    static String success(String item) {
        return "{\"ItemID\":\"" + item + "\",\"Success\":true}";
    }

    /// Enqueue, dequeue and ack.
    ///
    /// @param channel of the item, as JSON
    /// @param query   of the dequeue
    static Turn cycle(String queue, String channel, String query) {
        String path = path(queue);
        String item = item(channel, false);
        return (connection, _) -> {
            connection.post(path, item).expect(201);
            String taken = connection.post(path + "/dequeue", query).expect(200).text("ID");
            connection.post(path + "/ack", success(taken)).expect(200);
        };
    }

    /// Fills as many channels with one item each.
    ///
    /// @param keyValues of a channel, as JSON, with `%d` for its number
    static void fill(URI willow, String queue, String keyValues, int channels) throws IOException {
        try (var connection = new Connection(willow)) {
            for (int from = 0; from < channels; from += MOST_IN_A_BATCH) {
                String batch = IntStream.range(from, Math.min(channels, from + MOST_IN_A_BATCH))
                        .mapToObj(i -> item(keyValues.formatted(i), false))
                        .collect(Collectors.joining(",", "[", "]"));
                Connection.Reply reply = connection.post(path(queue) + "/batch", batch).expect(200);
                if (reply.body().contains("Problem")) throw new IllegalStateException(reply.body().substring(0, 500));
            }
        }
    }
}

package dev.willow.queue.http;

import dev.willow.testing.http.Http;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;

/// One Willow in memory for each test, with a Limiter that limits nothing and a queue `q` without items.
abstract class WillowTest {
    static final String CHANNELS = "/v1/queues/q/channels";
    static final String ITEMS = CHANNELS + "/items";
    /// Takes an item if there is one.
    static final String TAKE = ITEMS + "/dequeue?wait=0";

    @AutoClose
    final RunningWillow willow;

    final Http http;

    WillowTest(String... properties) {
        willow = RunningWillow.inMemory(properties);
        http = willow.http();
    }

    @BeforeEach
    final void aQueue() {
        http.post("/v1/queues", Bodies.queue("q"));
    }
}

package dev.willow.client.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.FakeService;
import dev.willow.client.FakeService.Told;
import dev.willow.client.WillowClient;
import dev.willow.common.api.queue.Item;
import dev.willow.common.api.queue.ItemProperties;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.ItemState;
import dev.willow.common.api.queue.RetryPosition;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HeartbeatsTest {
    private static final Duration ITEM_TIMEOUT = Duration.ofMillis(30);

    @Test
    void an_item_gets_beats_with_its_id_and_token_until_it_is_closed() throws Exception {
        CountDownLatch three = new CountDownLatch(3);
        try (FakeService service = FakeService.answering(asked -> {
                    if (asked.body().equals("{\"ItemID\":\"i1\",\"FencingToken\":17}")) three.countDown();
                    return new Told(200, Map.of(), "{\"Superseded\":false}");
                });
                WillowClient willow = WillowClient.builder(service.uri()).build();
                Heartbeats heartbeats = new Heartbeats(willow, "q", ITEM_TIMEOUT);
                Heartbeats.Beating beating = heartbeats.keep(anItem(), Thread.currentThread())) {
            assertThat(three.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(beating.isLost()).isFalse();
        }
    }

    @Test
    void a_lost_item_interrupts_its_worker_and_no_other_work() throws Exception {
        try (FakeService service = FakeService.answering(404, "");
                WillowClient willow = WillowClient.builder(service.uri()).build();
                Heartbeats heartbeats = new Heartbeats(willow, "q", ITEM_TIMEOUT)) {
            try (Heartbeats.Beating beating = heartbeats.keep(anItem(), Thread.currentThread())) {
                assertThatThrownBy(() -> new CountDownLatch(1).await(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
                assertThat(beating.isLost()).isTrue();
                Thread.currentThread().interrupt(); // as if the interrupt came when the work had just ended
            }
            assertThat(Thread.currentThread().isInterrupted()).as("the next item is not disturbed").isFalse();
        }
    }

    private static Item anItem() {
        return new Item(
                ItemSpec.of(KeyValues.of("os", Value.text("linux")),
                        new ItemProperties(new byte[0], true, 0, RetryPosition.FRONT, ITEM_TIMEOUT)),
                new ItemState("i1", 1, 0, Optional.of(17L)));
    }
}

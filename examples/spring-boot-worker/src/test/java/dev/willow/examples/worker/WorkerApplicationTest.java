package dev.willow.examples.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.FakeService;
import dev.willow.client.FakeService.Asked;
import dev.willow.client.FakeService.Told;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

@Timeout(60)
class WorkerApplicationTest {
    private static final Told NOTHING = new Told(204, Map.of(), "");

    private final BlockingQueue<Told> items = new LinkedBlockingQueue<>();
    private final BlockingQueue<Asked> dequeues = new LinkedBlockingQueue<>();
    private final BlockingQueue<Asked> acks = new LinkedBlockingQueue<>();

    @AutoClose
    private final FakeService willow = FakeService.answering(this::answer);

    @Test
    void a_build_is_taken_from_the_queue_of_the_settings_and_acked() throws Exception {
        items.add(item("{\"commit\": \"c1\", \"duration\": \"PT0.001S\"}"));
        try (ConfigurableApplicationContext application = SpringApplication.run(
                WorkerApplication.class, "--server.port=0", "--willow.url=" + willow.uri(), "--builds.queue=nightly")) {
            Asked ack = acks.poll(30, TimeUnit.SECONDS);
            assertThat(ack).as("an ack").isNotNull();
            assertThat(ack.body()).contains("\"ItemID\":\"i1\"", "\"Success\":true");
            assertThat(application.isActive()).isTrue();
            assertThat(dequeues.take().target()).startsWith("/v1/queues/nightly/channels/items/dequeue");
        }
    }

    private Told answer(Asked asked) {
        if (asked.target().endsWith("/ack")) acks.add(asked);
        if (!asked.target().contains("/dequeue") || asked.target().contains("wait=1000000000")) return NOTHING;
        dequeues.add(asked);
        try {
            return items.take();
        } catch (InterruptedException closing) {
            return NOTHING;
        }
    }

    private static Told item(String payload) {
        String bytes = Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        return new Told(200, Map.of(), """
                {"Spec": {"DBDefinition": {"KeyValues": {"os": "linux"}}, "Properties": {"Item": "%s", "TimeoutDuration": "1m"}},
                 "State": {"ID": "i1", "Attempt": 1, "Updates": 0, "FencingToken": 17}}""".formatted(bytes));
    }
}

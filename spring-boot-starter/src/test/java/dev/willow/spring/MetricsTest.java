package dev.willow.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.work.Outcome;
import dev.willow.common.time.ManualTicker;
import dev.willow.spring.listener.ListenerObservers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@Timeout(60)
class MetricsTest {
    @AutoClose
    private final FakeWillow willow = new FakeWillow();

    private final ManualTicker ticker = new ManualTicker();
    private final MeterRegistry meters = new SimpleMeterRegistry();

    private final ApplicationContextRunner application = Contexts.with(willow)
            .withBean(ClientBuilderCustomizer.class, () -> builder -> builder.ticker(ticker))
            .withBean(MeterRegistry.class, () -> meters).withBean(Builder.class);

    static class Builder {
        private final BlockingQueue<CompletableFuture<Outcome>> items = new LinkedBlockingQueue<>();

        @WillowListener(queue = "builds")
        Outcome build() throws Exception {
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            items.add(outcome);
            return outcome.get();
        }

        CompletableFuture<Outcome> next() throws InterruptedException {
            CompletableFuture<Outcome> item = items.poll(30, TimeUnit.SECONDS);
            assertThat(item).as("an item in work").isNotNull();
            return item;
        }
    }

    @Test
    void items_are_timed_by_their_outcome_and_counted_while_they_are_in_work() {
        application.run(context -> {
            Builder builder = context.getBean(Builder.class);
            assertThat(active()).isZero();
            for (int i = 0; i < 3; i++) willow.push("x");
            CompletableFuture<Outcome> first = builder.next();
            assertThat(active()).isEqualTo(1);
            ticker.advance(Duration.ofSeconds(2));
            first.complete(Outcome.DONE);
            builder.next().complete(Outcome.FAILED);
            builder.next().completeExceptionally(new IllegalStateException("on purpose"));
            context.close(); // all is counted then
        });
        assertThat(items("done")).isEqualTo(1);
        assertThat(items("failed")).isEqualTo(2);
        assertThat(items("released")).isZero();
        assertThat(items("lost")).isZero();
        assertThat(active()).isZero();
        assertThat(meters.get("willow.listener.items").tag("outcome", "done").timer().totalTime(TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(superseded()).isZero();
    }

    static class Replaceable extends Builder {
        @Override
        @WillowListener(queue = "builds", name = "Builder.build", stoppingSuperseded = true)
        Outcome build() throws Exception {
            return super.build();
        }
    }

    @Test
    void items_that_were_superseded_are_counted() {
        Contexts.with(willow).withBean(ClientBuilderCustomizer.class, () -> builder -> builder.ticker(ticker))
                .withBean(MeterRegistry.class, () -> meters).withBean(Replaceable.class).run(context -> {
                    willow.supersede();
                    willow.push("x");
                    context.getBean(Replaceable.class).next();
                    ticker.advance(Duration.ofMinutes(4)); // to its first heartbeat
                    willow.nextAck();
                    context.close();
                });
        assertThat(superseded()).isEqualTo(1);
        assertThat(items("done")).isEqualTo(1);
    }

    @Test
    void items_that_were_lost_are_counted() {
        application.run(context -> {
            willow.refuseAcks();
            willow.push("x");
            context.getBean(Builder.class).next().complete(Outcome.DONE);
            willow.nextAck();
            context.close();
        });
        assertThat(items("lost")).isEqualTo(1);
        assertThat(items("done")).isZero();
    }

    @Test
    void failures_to_get_an_item_are_counted() {
        application.run(context -> {
            willow.failTheNextPoll();
            ticker.awaitAlarms(1); // the pause after it
            assertThat(meters.get("willow.listener.poll.failures").tags("queue", "builds", "listener", "Builder.build").counter().count()).isEqualTo(1);
        });
    }

    @Test
    void after_a_restart_of_the_listeners_the_same_meters_go_on() {
        application.run(context -> {
            context.stop();
            context.start();
            willow.push("x");
            CompletableFuture<Outcome> item = context.getBean(Builder.class).next();
            assertThat(active()).isEqualTo(1);
            item.complete(Outcome.DONE);
        });
    }

    @Test
    void nothing_but_the_queue_the_listener_and_the_outcome_is_a_tag() {
        application.run(context -> assertThat(meters.getMeters()).hasSize(9).allSatisfy(meter -> {
            assertThat(meter.getId().getName()).startsWith("willow.listener.");
            assertThat(meter.getId().getTags()).extracting("key").containsAnyOf("queue", "listener").isSubsetOf("queue", "listener", "outcome");
            assertThat(meter.getId().getDescription()).isNotBlank();
        }));
    }

    @Test
    void nothing_is_measured_without_a_registry_or_without_micrometer() {
        ApplicationContextRunner plain = Contexts.with(willow).withBean(Idle.class);
        plain.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ListenerObservers.class));
        plain.withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ListenerObservers.class));
    }

    static class Idle {
        @WillowListener(queue = "a")
        void work() {}
    }

    private double active() {
        return meters.get("willow.listener.active").tags("queue", "builds", "listener", "Builder.build").gauge().value();
    }

    private long items(String outcome) {
        return meters.get("willow.listener.items").tags("queue", "builds", "listener", "Builder.build", "outcome", outcome).timer().count();
    }

    private double superseded() {
        return meters.get("willow.listener.superseded").counter().count();
    }
}

package dev.willow.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.work.Outcome;
import dev.willow.common.time.ManualTicker;
import dev.willow.spring.listener.ListenerLifecycle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

@Timeout(60)
class ListenerLifecycleTest {
    private static final int BEAT_AND_PATIENCE_AND_BOUND = 3;

    @AutoClose
    private final FakeWillow willow = new FakeWillow();

    private final ManualTicker ticker = new ManualTicker();

    private final ApplicationContextRunner application = Contexts.with(willow)
            .withBean(ClientBuilderCustomizer.class, () -> builder -> builder.ticker(ticker))
            .withPropertyValues("willow.listener.drain-patience=20s");

    /// Something that work needs until it ends.
    static class Depot implements DisposableBean {
        private volatile boolean isOpen = true;

        @Override
        public void destroy() {
            isOpen = false;
        }
    }

    static class Builder {
        final Depot depot;
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch mayEnd = new CountDownLatch(1);
        volatile boolean heedsInterrupts = true;

        Builder(Depot depot) {
            this.depot = depot;
        }

        @WillowListener(queue = "builds")
        Outcome build() throws InterruptedException {
            begun.countDown();
            while (true) {
                try {
                    mayEnd.await();
                    return depot.isOpen ? Outcome.DONE : Outcome.FAILED;
                } catch (InterruptedException stopped) {
                    if (heedsInterrupts) throw stopped;
                }
            }
        }
    }

    @Test
    void closing_waits_for_the_work_with_every_bean_still_open() {
        application.withBean(Depot.class).withBean(Builder.class).run(context -> {
            Builder builder = workingIn(context);
            CompletableFuture<Void> closed = closing(context);
            assertThat(closed).isNotDone();
            assertThat(context.getBean(Depot.class).isOpen).isTrue();
            builder.mayEnd.countDown();
            closed.get(30, TimeUnit.SECONDS);
            assertThat(willow.nextAck()).contains("\"Success\":true");
            assertThat(builder.depot.isOpen).isFalse();
        });
    }

    @Test
    void work_that_goes_on_beyond_the_patience_is_interrupted_and_its_item_given_back() {
        application.withBean(Depot.class).withBean(Builder.class).run(context -> {
            workingIn(context);
            CompletableFuture<Void> closed = closing(context);
            ticker.advance(Duration.ofSeconds(20).minusNanos(1));
            assertThat(willow.hasNoAcks()).isTrue();
            ticker.advance(Duration.ofNanos(1));
            closed.get(30, TimeUnit.SECONDS);
            assertThat(willow.nextAck()).contains("\"Release\":true");
        });
    }

    @Test
    void work_that_does_not_heed_the_interrupt_is_left_behind_a_little_later() {
        application.withBean(Depot.class).withBean(Builder.class).run(context -> {
            Builder builder = workingIn(context);
            builder.heedsInterrupts = false;
            CompletableFuture<Void> closed = closing(context);
            ticker.advance(Duration.ofSeconds(24));
            assertThat(closed).isNotDone();
            ticker.advance(Duration.ofSeconds(1));
            closed.get(30, TimeUnit.SECONDS);
            assertThat(willow.hasNoAcks()).isTrue();
            builder.mayEnd.countDown();
        });
    }

    /// Something that starts with the application, such as a web server.
    static class Server implements SmartLifecycle {
        private final FakeWillow willow;
        volatile boolean wasAsked;
        private boolean isRunning;

        Server(FakeWillow willow) {
            this.willow = willow;
        }

        @Override
        public void start() {
            wasAsked = willow.wasAsked();
            isRunning = true;
        }

        @Override
        public void stop() {
            isRunning = false;
        }

        @Override
        public boolean isRunning() {
            return isRunning;
        }

        @Override
        public int getPhase() {
            return DEFAULT_PHASE - 1;
        }
    }

    @Test
    void nothing_is_taken_before_all_else_has_started() {
        application.withBean(Server.class, () -> new Server(willow)).withBean(Depot.class).withBean(Builder.class).run(context -> {
            willow.nextDequeue();
            assertThat(context.getBean(Server.class).wasAsked).isFalse();
        });
    }

    @Test
    void an_application_starts_though_willow_is_away_and_goes_on_asking_until_it_is_there() {
        willow.leave();
        application.withPropertyValues("willow.retry.for=0s").withBean(Depot.class).withBean(Builder.class).run(context -> {
            assertThat(context).hasNotFailed();
            ticker.awaitAlarms(1);
            willow.comeBack();
            willow.push("x");
            ticker.advance(Duration.ofSeconds(5));
            Builder builder = context.getBean(Builder.class);
            builder.begun.await();
            builder.mayEnd.countDown();
            assertThat(willow.nextAck()).contains("\"Success\":true");
        });
    }

    @Test
    void listeners_can_be_stopped_and_started_again() {
        application.withBean(Depot.class).withBean(Builder.class).run(context -> {
            ListenerLifecycle listeners = context.getBean(ListenerLifecycle.class);
            context.getBean(Builder.class).mayEnd.countDown();
            willow.nextDequeue();
            listeners.stop();
            assertThat(listeners.isRunning()).isFalse();
            listeners.start();
            assertThat(listeners.isRunning()).isTrue();
            willow.push("x");
            assertThat(willow.nextAck()).contains("\"Success\":true");
        });
    }

    @Test
    void the_process_stays_alive_while_there_are_listeners_and_no_longer() {
        application.withBean(Depot.class).withBean(Builder.class).run(context -> {
            Thread alive = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("willow-listeners") && thread.isAlive()).findFirst().orElseThrow();
            assertThat(alive.isDaemon()).isFalse();
            context.close();
            assertThat(alive.join(Duration.ofSeconds(30))).isTrue();
        });
        application.run(context -> assertThat(context.getBean(ListenerLifecycle.class).isRunning()).isFalse());
    }

    private Builder workingIn(ConfigurableApplicationContext context) throws InterruptedException {
        willow.push("x");
        Builder builder = context.getBean(Builder.class);
        builder.begun.await();
        return builder;
    }

    /// Closes an application that works on one item, and returns when it waits for that.
    private CompletableFuture<Void> closing(ConfigurableApplicationContext context) throws InterruptedException {
        CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close, Thread::startVirtualThread);
        ticker.awaitAlarms(BEAT_AND_PATIENCE_AND_BOUND);
        return closed;
    }
}

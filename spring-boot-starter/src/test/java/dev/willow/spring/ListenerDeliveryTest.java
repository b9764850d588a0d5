package dev.willow.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.FakeService.Asked;
import dev.willow.client.hold.TakenItem;
import dev.willow.client.work.Outcome;
import dev.willow.common.api.queue.Strategy;
import dev.willow.common.time.ManualTicker;
import dev.willow.common.values.KeyValues;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class ListenerDeliveryTest {
    private static final BlockingQueue<Object> SEEN = new LinkedBlockingQueue<>();

    @AutoClose
    private final FakeWillow willow = new FakeWillow();

    ListenerDeliveryTest() {
        SEEN.clear();
    }

    record Build(String commit, int retries) {}

    /// Listens to a queue each with every kind of parameter, to be told apart by the payload.
    static class Everything {
        @WillowListener(queue = "a")
        void all(KeyValues channel, byte[] payload, TakenItem item) {
            SEEN.add(channel + " " + payload.length + " " + item.id());
        }
    }

    static class Json {
        @WillowListener(queue = "a")
        void build(Build build) {
            SEEN.add(build);
        }
    }

    static class Generic {
        @WillowListener(queue = "a")
        void builds(List<Build> builds, TakenItem item) {
            SEEN.add(builds.getFirst());
        }
    }

    static class Text {
        @WillowListener(queue = "a")
        private void text(String payload) {
            SEEN.add(payload);
        }
    }

    static class Nothing {
        @WillowListener(queue = "a")
        void nothing() {
            SEEN.add("called");
        }
    }

    @Test
    void a_method_gets_the_parameters_that_it_asks_for_in_any_order() {
        Contexts.with(willow).withBean(Everything.class).run(context -> {
            willow.push("grün");
            assertThat(seen()).isEqualTo("os=linux 5 i0");
            assertThat(willow.nextAck()).contains("\"ItemID\":\"i0\"", "\"Success\":true");
        });
    }

    @Test
    void a_payload_is_read_from_json_into_any_type() {
        Contexts.with(willow).withBean(Json.class).run(context -> {
            willow.push("{\"commit\": \"c1\", \"retries\": 2}");
            assertThat(seen()).isEqualTo(new Build("c1", 2));
        });
        Contexts.with(willow).withBean(Generic.class).run(context -> {
            willow.push("[{\"commit\": \"c1\", \"retries\": 2}]");
            assertThat(seen()).isEqualTo(new Build("c1", 2));
        });
    }

    @Test
    void a_payload_is_given_to_a_string_as_it_is() {
        Contexts.with(willow).withBean(Text.class).run(context -> {
            willow.push("\"grün\"");
            assertThat(seen()).isEqualTo("\"grün\"");
        });
    }

    @Test
    void a_method_without_parameters_is_called_too() {
        Contexts.with(willow).withBean(Nothing.class).run(context -> {
            willow.push("x");
            assertThat(seen()).isEqualTo("called");
        });
    }

    @Test
    void json_that_cannot_be_read_fails_the_item_and_the_next_is_handled() {
        Contexts.with(willow).withBean(Json.class).run(context -> {
            willow.push("{\"commit\": ");
            willow.push("{\"commit\": \"c2\", \"retries\": 0}");
            assertThat(willow.nextAck()).contains("\"ItemID\":\"i0\"", "\"Success\":false");
            assertThat(willow.nextAck()).contains("\"ItemID\":\"i1\"", "\"Success\":true");
            assertThat(seen()).isEqualTo(new Build("c2", 0));
        });
    }

    static class Throwing {
        @WillowListener(queue = "a")
        void fail(String payload) throws Throwable {
            switch (payload) {
                case "checked" -> throw new Exception("on purpose");
                case "error" -> throw new AssertionError("on purpose");
                case "odd" -> throw new Throwable("on purpose");
                default -> SEEN.add(payload);
            }
        }
    }

    @Test
    void whatever_a_method_throws_fails_the_item_and_the_next_is_handled() {
        Contexts.with(willow).withBean(Throwing.class).run(context -> {
            for (String payload : List.of("checked", "error", "odd", "good")) willow.push(payload);
            for (int i = 0; i < 3; i++) assertThat(willow.nextAck()).contains("\"Success\":false");
            assertThat(willow.nextAck()).contains("\"Success\":true");
        });
    }

    static class Deciding {
        @WillowListener(queue = "a")
        Outcome decide(String payload) {
            return payload.isEmpty() ? null : Outcome.valueOf(payload);
        }
    }

    @Test
    void an_outcome_says_how_the_item_ends_and_none_at_all_fails_it() {
        Contexts.with(willow).withBean(Deciding.class).run(context -> {
            for (String payload : List.of("DONE", "FAILED", "RELEASED", "")) willow.push(payload);
            assertThat(willow.nextAck()).contains("\"Success\":true");
            assertThat(willow.nextAck()).contains("\"Success\":false");
            assertThat(willow.nextAck()).contains("\"Release\":true");
            assertThat(willow.nextAck()).contains("\"Success\":false");
        });
    }

    static class Configured {
        @WillowListener(queue = "${builds.queue}", query = {"os=${builds.os}", "cpus:uint8>=4", "disk!=hdd", "branch"},
                concurrency = "${builds.concurrency:2}", strategy = Strategy.PRIORITY, priorityKey = "${builds.first}")
        void build() {}
    }

    @Test
    void each_attribute_takes_placeholders_and_reaches_the_service() {
        ManualTicker ticker = new ManualTicker();
        Contexts.with(willow).withBean(Configured.class).withBean(ClientBuilderCustomizer.class, () -> builder -> builder.ticker(ticker))
                .withPropertyValues("builds.queue=nightly builds", "builds.os=linux", "builds.first=urgency", "willow.listener.poll=7s")
                .run(context -> {
                    Asked first = willow.nextDequeue();
                    willow.nextDequeue();
                    assertThat(first.target()).isEqualTo("/v1/queues/nightly%20builds/channels/items/dequeue?wait=7000000000");
                    assertThat(first.body()).contains("\"os\"", "\"linux\"", "\"cpus\"", "\">=\"", "\"disk\"", "\"!=\"", "\"branch\"")
                            .contains("\"Strategy\":\"priority\"", "\"PriorityKey\":\"urgency\"");
                });
    }

    static class Slow {
        private final CountDownLatch begun = new CountDownLatch(3);
        private final CountDownLatch mayEnd = new CountDownLatch(1);

        @WillowListener(queue = "a", concurrency = "${at.a.time}")
        void work() throws InterruptedException {
            begun.countDown();
            mayEnd.await();
        }
    }

    @Test
    void so_many_items_are_handled_at_a_time_and_no_more() {
        Contexts.with(willow).withBean(Slow.class).withPropertyValues("at.a.time= 3").run(context -> {
            for (int i = 0; i < 4; i++) willow.push("x");
            Slow slow = context.getBean(Slow.class);
            slow.begun.await();
            assertThat(willow.waiting()).isEqualTo(1);
            slow.mayEnd.countDown();
            for (int i = 0; i < 4; i++) willow.nextAck();
        });
    }

    static class Replaceable {
        private final CountDownLatch begun = new CountDownLatch(1);

        @WillowListener(queue = "a", stoppingSuperseded = true)
        void build() throws InterruptedException {
            begun.countDown();
            new CountDownLatch(1).await();
        }
    }

    @Test
    void an_item_for_which_a_newer_one_waits_is_stopped_if_wanted_and_is_done_then() {
        ManualTicker ticker = new ManualTicker();
        Contexts.with(willow).withBean(Replaceable.class).withBean(ClientBuilderCustomizer.class, () -> builder -> builder.ticker(ticker)).run(context -> {
            willow.push("x");
            context.getBean(Replaceable.class).begun.await();
            willow.supersede();
            ticker.advance(Duration.ofMinutes(4)); // to its first heartbeat
            assertThat(willow.nextAck()).contains("\"Success\":true");
        });
    }

    interface Worker {
        void work(String payload);
    }

    static class Proxied implements Worker {
        @Override
        @WillowListener(queue = "a")
        public void work(String payload) {
            SEEN.add(payload);
        }
    }

    /// As `@Transactional` and the like have it.
    private static BeanNameAutoProxyCreator proxies(boolean areClasses) {
        BeanNameAutoProxyCreator proxies = new BeanNameAutoProxyCreator();
        proxies.setBeanNames("worker");
        proxies.setInterceptorNames("advice");
        proxies.setProxyTargetClass(areClasses);
        return proxies;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_method_is_called_through_the_proxy_of_its_bean(boolean areClasses) {
        MethodInterceptor advice = call -> {
            SEEN.add("advised");
            return call.proceed();
        };
        Contexts.with(willow).withBean("worker", Proxied.class).withBean("advice", MethodInterceptor.class, () -> advice)
                .withBean(BeanNameAutoProxyCreator.class, () -> proxies(areClasses)).run(context -> {
                    willow.push("x");
                    assertThat(seen()).isEqualTo("advised");
                    assertThat(seen()).isEqualTo("x");
                });
    }

    @Test
    void a_listener_works_though_beans_are_made_on_first_use() {
        Contexts.with(willow).withBean(Text.class)
                .withInitializer(context -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> {
                    willow.push("x");
                    assertThat(seen()).isEqualTo("x");
                });
    }

    @Test
    void a_bean_of_the_context_reads_the_json_if_there_is_one() {
        JsonMapper strict = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
        Contexts.with(willow).withBean(Json.class).withBean(JsonMapper.class, () -> strict).run(context -> {
            willow.push("{\"commit\": \"c1\", \"other\": 1}");
            assertThat(willow.nextAck()).contains("\"Success\":false");
        });
    }

    private static Object seen() throws InterruptedException {
        Object seen = SEEN.poll(30, TimeUnit.SECONDS);
        assertThat(seen).as("a call of the method").isNotNull();
        return seen;
    }
}

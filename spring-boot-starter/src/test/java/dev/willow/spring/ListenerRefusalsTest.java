package dev.willow.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.willow.client.WillowClient;
import dev.willow.client.hold.TakenItem;
import dev.willow.client.work.Outcome;
import dev.willow.common.api.queue.Strategy;
import dev.willow.spring.listener.WrongListenerException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

class ListenerRefusalsTest {
    @AutoClose
    private final FakeWillow willow = new FakeWillow();

    static class ReturnsBoolean {
        @WillowListener(queue = "a")
        boolean work() {
            return true;
        }
    }

    static class ReturnsFuture {
        @WillowListener(queue = "a")
        CompletableFuture<Outcome> work() {
            return new CompletableFuture<>();
        }
    }

    static class TakesAClient {
        @WillowListener(queue = "a")
        void work(WillowClient client) {}
    }

    static class TakesTwoPayloads {
        @WillowListener(queue = "a")
        void work(String payload, byte[] again) {}
    }

    static class TakesTheItemTwice {
        @WillowListener(queue = "a")
        void work(TakenItem item, TakenItem again) {}
    }

    static class WrongQuery {
        @WillowListener(queue = "a", query = {"os=linux", "cpus:uint8>=256"})
        void work() {}
    }

    static class NoQuery {
        @WillowListener(queue = "a", query = "${builds.query:}")
        void work() {}
    }

    static class NoQueue {
        @WillowListener(queue = "${builds.queue:}")
        void work() {}
    }

    static class MissingSetting {
        @WillowListener(queue = "${builds.queue}")
        void work() {}
    }

    static class NoNumber {
        @WillowListener(queue = "a", concurrency = "many")
        void work() {}
    }

    static class TooFew {
        @WillowListener(queue = "a", concurrency = "0")
        void work() {}
    }

    static class PriorityWithoutKey {
        @WillowListener(queue = "a", strategy = Strategy.PRIORITY)
        void work() {}
    }

    static class KeyWithoutPriority {
        @WillowListener(queue = "a", priorityKey = "urgency")
        void work() {}
    }

    static class Twice {
        @WillowListener(queue = "a")
        void work() {}

        @WillowListener(queue = "a")
        void work(String payload) {}
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments(ReturnsBoolean.class, "work()", "returns boolean; it may return nothing, which is done, or an Outcome"),
                arguments(ReturnsFuture.class, "work()", "returns CompletableFuture; it may return nothing, which is done, or an Outcome"),
                arguments(TakesAClient.class, "work(WillowClient)", "asks for a WillowClient; it can be given a TakenItem, KeyValues, "
                        + "and the payload as byte[], String or a type read from JSON"),
                arguments(TakesTwoPayloads.class, "work(String, byte[])", "takes the payload more than once"),
                arguments(TakesTheItemTwice.class, "work(TakenItem, TakenItem)", "takes the item more than once"),
                arguments(WrongQuery.class, "work()", "has a query that cannot be read: 'cpus:uint8>=256': the value "),
                arguments(NoQuery.class, "work()", "has a query that cannot be read: '' is no KEY=VALUE"),
                arguments(NoQueue.class, "work()", "names no queue"),
                arguments(MissingSetting.class, "work()", "has a queue that cannot be read: Could not resolve placeholder 'builds.queue'"),
                arguments(NoNumber.class, "work()", "has the concurrency 'many', which must be a whole number of at least 1"),
                arguments(TooFew.class, "work()", "has the concurrency '0', which must be a whole number of at least 1"),
                arguments(PriorityWithoutKey.class, "work()", "needs both strategy = PRIORITY and a priorityKey, or neither"),
                arguments(KeyWithoutPriority.class, "work()", "needs both strategy = PRIORITY and a priorityKey, or neither"),
                arguments(Twice.class, "work", "is called 'Twice.work' as is "));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    <T> void what_a_method_cannot_mean_stops_the_start_with_one_line_that_names_it(Class<T> bean, String method, String why) {
        Contexts.with(willow).withBean(bean).run(context -> {
            assertThat(context).hasFailed();
            assertThat(context.getStartupFailure()).isInstanceOf(WrongListenerException.class)
                    .message().startsWith("the @WillowListener method " + bean.getName() + "." + method).contains(why).hasLineCount(1);
        });
    }

    static class Fine {
        @WillowListener(queue = "a")
        void work() {}
    }

    @Test
    void a_bean_that_is_made_anew_for_each_use_cannot_listen() {
        Contexts.with(willow).withBean(Fine.class, Fine::new, definition -> definition.setScope("prototype")).run(context ->
                assertThat(context.getStartupFailure()).hasMessageContaining("Fine.work() belongs to the bean").hasMessageEndingWith("is no singleton"));
    }

    static class Hidden {
        @WillowListener(queue = "a")
        private void work() {}
    }

    @Test
    void a_method_that_the_proxy_of_its_bean_hides_is_refused() {
        ProxyFactory proxy = new ProxyFactory(new Hidden());
        proxy.setProxyTargetClass(true);
        Contexts.with(willow).withBean(Hidden.class, () -> (Hidden) proxy.getProxy()).run(context ->
                assertThat(context.getStartupFailure()).isInstanceOf(WrongListenerException.class).hasMessageContaining("Hidden.work() cannot be called: "));
    }

    @Test
    void a_listener_without_a_willow_to_ask_says_what_is_to_be_set() {
        Contexts.plain().withBean(Fine.class).run(context ->
                assertThat(context.getStartupFailure()).hasMessageEndingWith("Fine.work() needs to know where Willow is: set willow.url"));
    }

    @Test
    void listeners_that_are_not_enabled_are_not_even_looked_at() {
        Contexts.plain().withBean(ReturnsBoolean.class).withPropertyValues("willow.listener.enabled=false")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void spring_boot_prints_the_line_instead_of_a_stack_trace() {
        Contexts.plain().withBean(Fine.class).run(context -> {
            Stream<FailureAnalysis> analyses = SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class, (type, name, failure) -> {})
                    .stream().filter(analyzer -> analyzer.getClass().getName().startsWith("dev.willow.")).map(analyzer -> analyzer.analyze(context.getStartupFailure()));
            assertThat(analyses.map(FailureAnalysis::getDescription)).singleElement().asString().endsWith("set willow.url");
        });
    }
}

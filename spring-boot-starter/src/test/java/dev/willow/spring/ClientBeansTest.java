package dev.willow.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.willow.client.FakeService;
import dev.willow.client.LimiterClient;
import dev.willow.client.LockerClient;
import dev.willow.client.RetryPolicy;
import dev.willow.client.UnavailableException;
import dev.willow.client.WillowClient;
import dev.willow.client.hold.Locks;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@Timeout(60)
class ClientBeansTest {
    @AutoClose
    private final FakeService service = FakeService.answering(200, "[]");

    private final ApplicationContextRunner withWillow = Contexts.plain().withPropertyValues("willow.url=" + service.uri());

    @Test
    void without_urls_there_are_no_clients() {
        Contexts.plain().run(context -> assertThat(context).hasNotFailed()
                .doesNotHaveBean(WillowClient.class).doesNotHaveBean(LimiterClient.class).doesNotHaveBean(LockerClient.class).doesNotHaveBean(Locks.class));
        Contexts.plain().withPropertyValues("willow.url=", "willow.locker-url=")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(WillowClient.class).doesNotHaveBean(LockerClient.class));
    }

    @Test
    void each_client_is_there_when_its_url_is_set() {
        withWillow.run(context -> assertThat(context).hasSingleBean(WillowClient.class).doesNotHaveBean(LimiterClient.class));
        Contexts.plain().withPropertyValues("willow.limiter-url=" + service.uri())
                .run(context -> assertThat(context).hasSingleBean(LimiterClient.class).doesNotHaveBean(WillowClient.class));
        Contexts.plain().withPropertyValues("willow.locker-url=" + service.uri())
                .run(context -> assertThat(context).hasSingleBean(LockerClient.class).hasSingleBean(Locks.class).doesNotHaveBean(WillowClient.class));
    }

    @Test
    void of_several_urls_the_next_is_asked_when_one_fails() {
        String nobody = "http://127.0.0.1:1";
        Contexts.plain().withPropertyValues("willow.url=" + nobody + ", " + service.uri())
                .run(context -> assertThat(context.getBean(WillowClient.class).queues()).isEmpty());
        Contexts.plain().withPropertyValues("willow.url[0]=" + nobody, "willow.url[1]=" + service.uri())
                .run(context -> assertThat(context.getBean(WillowClient.class).queues()).isEmpty());
    }

    @Test
    void a_bean_of_the_application_takes_the_place_of_each_of_the_starter() {
        URI own = URI.create("http://own");
        WillowClient willow = WillowClient.builder(own).build();
        LimiterClient limiter = LimiterClient.builder(own).build();
        LockerClient locker = LockerClient.builder(own).build();
        Locks locks = new Locks(locker);
        ApplicationContextRunner all = Contexts.plain().withPropertyValues(
                "willow.url=" + service.uri(), "willow.limiter-url=" + service.uri(), "willow.locker-url=" + service.uri());
        all.withBean(WillowClient.class, () -> willow).withBean(LimiterClient.class, () -> limiter).withBean(LockerClient.class, () -> locker)
                .withBean(Locks.class, () -> locks).run(context -> {
                    assertThat(context).getBean(WillowClient.class).isSameAs(willow);
                    assertThat(context).getBean(LimiterClient.class).isSameAs(limiter);
                    assertThat(context).getBean(LockerClient.class).isSameAs(locker);
                    assertThat(context).getBean(Locks.class).isSameAs(locks);
                });
    }

    @Test
    void locks_are_there_for_a_locker_client_of_the_application_too() {
        LockerClient locker = LockerClient.builder(service.uri()).build();
        Contexts.plain().withBean(LockerClient.class, () -> locker)
                .run(context -> assertThat(context.getBean(Locks.class).locker()).isSameAs(locker));
    }

    @ParameterizedTest
    @CsvSource({
        "willow.url=localhost:8080, willow.url must be like http://127.0.0.1:8080",
        "willow.url=ftp://host, willow.url must be like http://127.0.0.1:8080",
        "willow.limiter-url=/limiter, willow.limiter-url must be like http://127.0.0.1:8080",
        "willow.locker-url=http:///, willow.locker-url must be like http://127.0.0.1:8080",
        "willow.connect-timeout=0s, willow.connect-timeout must be positive",
        "willow.request-timeout=-1s, willow.request-timeout must be positive",
        "willow.retry.for=-1s, willow.retry.for must not be negative",
        "willow.request-id-key=, willow.request-id-key must not be blank",
        "willow.listener.drain-patience=-1s, willow.listener.drain-patience must not be negative",
        "willow.listener.poll=0s, willow.listener.poll must be positive",
        "willow.health.timeout=0s, willow.health.timeout must be positive"
    })
    void a_setting_that_makes_no_sense_stops_the_start_and_is_named(String setting, String why) {
        Contexts.plain().withPropertyValues(setting).run(context -> {
            assertThat(context).hasFailed();
            assertThat(context.getStartupFailure()).rootCause().hasMessageContaining(why);
        });
    }

    @Test
    void time_outs_and_retries_reach_the_client() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (FakeService silent = FakeService.answering(asked -> {
            await(over);
            return new FakeService.Told(200, Map.of(), "[]");
        })) {
            Contexts.plain().withPropertyValues("willow.url=" + silent.uri(), "willow.request-timeout=50ms", "willow.retry.for=0s").run(context -> {
                UnavailableException late = catchThrowableOfType(UnavailableException.class, context.getBean(WillowClient.class)::queues);
                assertThat(late).hasMessageContaining("did not answer within PT0.05S");
                assertThat(silent.calls()).as("not asked again; on a slow machine, time is over before it was asked once").hasSizeLessThan(2);
            });
            over.countDown();
        }
    }

    @Test
    void customizers_have_the_last_word_in_their_order() {
        withWillow.withPropertyValues("willow.request-timeout=1ns", "willow.retry.for=0s")
                .withBean(ClientBuilderCustomizer.class, () -> builder -> builder.requestTimeout(Duration.ofSeconds(30)).retries(RetryPolicy.DEFAULT)
                        .requestIds(() -> Optional.of("mine")))
                .run(context -> {
                    context.getBean(WillowClient.class).queues();
                    assertThat(service.onlyCall().headers()).containsEntry("x-request-id", "mine");
                });
    }

    @Test
    void an_http_client_of_the_application_is_used_and_stays_open() throws Exception {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(7)).cookieHandler(new CookieManager()).build();
                FakeService baker = FakeService.answering(asked -> new FakeService.Told(200, Map.of("Set-Cookie", "a=b"), "[]"))) {
            Contexts.plain().withPropertyValues("willow.url=" + baker.uri()).withBean(HttpClient.class, () -> http, it -> it.setDestroyMethodName(""))
                    .run(context -> {
                        context.getBean(WillowClient.class).queues();
                        context.getBean(WillowClient.class).queues();
                        assertThat(baker.calls().getLast().headers()).as("what only this HTTP client does").containsEntry("cookie", "a=b");
                    });
            WillowClient other = WillowClient.builder(baker.uri()).sharedHttpClient(http).retries(RetryPolicy.NONE).build();
            assertThat(other.queues()).as("by the same HTTP client, after the application has ended").isEmpty();
        }
    }

    @Test
    void the_request_id_of_the_log_context_is_passed_on() {
        withWillow.withPropertyValues("willow.request-id-key=trace").run(context -> {
            WillowClient willow = context.getBean(WillowClient.class);
            MDC.put("trace", "r-1");
            willow.queues();
            assertThat(service.onlyCall().headers()).containsEntry("x-request-id", "r-1");
            MDC.put("trace", "no\nheader");
            willow.queues();
            assertThat(service.onlyCall().headers()).doesNotContainKey("x-request-id");
            MDC.remove("trace");
            willow.queues();
            assertThat(service.onlyCall().headers()).doesNotContainKey("x-request-id");
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}

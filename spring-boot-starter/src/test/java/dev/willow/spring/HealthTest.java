package dev.willow.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.FakeService;
import dev.willow.client.FakeService.Told;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@Timeout(60)
class HealthTest {
    private static final Map<String, String> UP = Map.of("status", "UP");

    @AutoClose
    private final FakeService well = FakeService.answering(200, "");

    @AutoClose
    private final FakeService ill = FakeService.answering(asked -> new Told(503, Map.of(), "{\"title\": \"x\", \"detail\": \"the disk is full\", \"status\": 503}"));

    private static Health of(ApplicationContextRunner application) {
        Health[] health = new Health[1];
        application.run(context -> health[0] = context.getBean("willowHealthIndicator", HealthIndicator.class).health());
        return health[0];
    }

    @Test
    void it_is_up_when_each_service_that_is_set_is_well() {
        Health health = of(Contexts.plain().withPropertyValues("willow.url=" + well.uri(), "willow.locker-url=" + well.uri()));
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).isEqualTo(Map.of("willow", UP, "locker", UP));
        assertThat(well.calls()).hasSize(2).allMatch(call -> call.target().equals("/health"));
    }

    @Test
    void it_is_down_with_the_reason_when_one_of_them_is_not() {
        Health health = of(Contexts.plain().withPropertyValues("willow.url=" + well.uri(), "willow.limiter-url=" + ill.uri()));
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsEntry("willow", UP);
        assertThat(health.getDetails().get("limiter")).asString().contains("status=DOWN", "the disk is full");
    }

    @Test
    void it_is_down_when_nobody_listens_or_the_answer_comes_from_something_else() {
        try (FakeService other = FakeService.answering(404, "")) {
            Health health = of(Contexts.plain().withPropertyValues("willow.url=http://127.0.0.1:1", "willow.locker-url=" + other.uri()));
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails().get("willow")).asString().contains("status=DOWN", "http://127.0.0.1:1 cannot be reached");
            assertThat(health.getDetails().get("locker")).asString().contains("status=DOWN", "404");
        }
    }

    @Test
    void one_url_of_several_that_is_well_is_enough() {
        Health health = of(Contexts.plain().withPropertyValues("willow.url=http://127.0.0.1:1," + ill.uri() + "," + well.uri()));
        assertThat(health.getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void a_service_that_does_not_answer_in_time_is_down() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (FakeService silent = FakeService.answering(asked -> {
            try {
                over.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            return new Told(200, Map.of(), "");
        })) {
            Health health = of(Contexts.plain().withPropertyValues("willow.url=" + silent.uri(), "willow.health.timeout=50ms"));
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails().get("willow")).asString().contains("did not answer within " + Duration.ofMillis(50));
            over.countDown();
        }
    }

    @Test
    void there_is_none_without_clients_when_it_is_switched_off_or_when_the_application_has_no_health_checks() {
        ApplicationContextRunner withWillow = Contexts.plain().withPropertyValues("willow.url=" + well.uri());
        withWillow.run(context -> assertThat(context).hasSingleBean(HealthIndicator.class));
        Contexts.plain().run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
        withWillow.withPropertyValues("management.health.willow.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
        withWillow.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("willowHealthIndicator"));
    }
}

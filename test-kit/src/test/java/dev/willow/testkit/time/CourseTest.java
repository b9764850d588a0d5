package dev.willow.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.Engine;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CourseTest {
    private final Activity activity = new Activity();
    private final KitClock clock = new KitClock(Instant.EPOCH, activity);
    private final AtomicInteger ended = new AtomicInteger();

    /// An engine may have had something in hand that leads to a task only now.
    @Test
    void what_an_engine_begins_while_it_comes_to_rest_is_waited_for() throws Exception {
        Course course = new Course(clock, activity, List.of(beginning(3)));
        course.settle();
        assertThat(ended).hasValue(3);
    }

    @Test
    void an_alarm_that_a_task_sets_is_not_passed_over() throws Exception {
        Course course = new Course(clock, activity, List.of(beginning(0)));
        clock.after(Duration.ofSeconds(1), () -> clock.start("late", () -> clock.after(Duration.ofSeconds(1), ended::incrementAndGet)));
        course.advance(Duration.ofSeconds(2));
        assertThat(ended).hasValue(1);
    }

    /// @param tasks each begun when the engine is asked whether it is idle
    private Engine<?, ?> beginning(int tasks) {
        AtomicInteger left = new AtomicInteger(tasks);
        return (Engine<?, ?>) Proxy.newProxyInstance(CourseTest.class.getClassLoader(), new Class<?>[] {Engine.class}, (self, method, arguments) -> {
            if (!method.getName().equals("idle")) throw new UnsupportedOperationException(method.getName());
            if (left.getAndDecrement() > 0) activity.start("begun", Part.SERVICES, this::work);
            return CompletableFuture.completedFuture(Optional.<Instant>empty());
        });
    }

    private void work() {
        for (int i = 0; i < 1000; i++) Thread.yield(); // so that who does not wait is there before
        ended.incrementAndGet();
    }
}

package dev.willow.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.time.ManualTicker;
import dev.willow.kit.meters.LatestPicture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// However many gauges there are and however often they are asked, the engine is looked at once in a while.
class LatestPictureTest {
    private final ManualTicker ticker = new ManualTicker();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger looks = new AtomicInteger();
    private final List<Integer> shown = new ArrayList<>();
    private boolean isAway;
    private final LatestPicture<Integer> picture = new LatestPicture<>(ticker, Duration.ofSeconds(2), this::look, shown::add);

    private CompletableFuture<Integer> look() {
        int number = looks.incrementAndGet();
        return isAway ? CompletableFuture.failedFuture(new IllegalStateException("not ready")) : CompletableFuture.completedFuture(number);
    }

    private double gauge() {
        return meters.get("one").gauge().value();
    }

    private double counter() {
        return meters.get("grows").functionCounter().count();
    }

    LatestPictureTest() {
        picture.gauge(meters, "one", null, "a number", Integer::doubleValue);
        picture.gauge(meters, "two", null, "twice the number", number -> 2.0 * number);
        picture.counter(meters, "grows", "a number that grows", Integer::doubleValue);
    }

    @Test
    void one_look_serves_all_gauges_until_it_is_old() {
        assertThat(gauge()).isEqualTo(1);
        assertThat(meters.get("two").gauge().value()).isEqualTo(2);
        picture.refresh();
        ticker.advance(Duration.ofMillis(1_999));
        assertThat(gauge()).isEqualTo(1);
        assertThat(looks).hasValue(1);
        ticker.advance(Duration.ofMillis(1));
        assertThat(gauge()).isEqualTo(2);
        assertThat(looks).hasValue(2);
        assertThat(shown).containsExactly(1, 2);
    }

    @Test
    void without_an_answer_gauges_show_nothing_counters_stand_still_and_the_engine_is_left_alone_for_a_while() {
        assertThat(counter()).isEqualTo(1);
        isAway = true;
        ticker.advance(Duration.ofSeconds(2));
        assertThat(gauge()).isNaN();
        assertThat(counter()).isEqualTo(1);
        assertThat(gauge()).isNaN();
        assertThat(looks).hasValue(2);
        isAway = false;
        ticker.advance(Duration.ofSeconds(2));
        assertThat(gauge()).isEqualTo(3);
    }
}

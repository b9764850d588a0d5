package dev.willow.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.time.ManualTicker;
import dev.willow.common.time.Ticker;
import dev.willow.kit.app.RunningTinyService;
import dev.willow.kit.app.Turns.Turn;
import dev.willow.kit.waiting.Parking;
import dev.willow.testing.http.Connection;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A service in a process that brings its own time, and wants to know who waits.
class MovedTimeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final ManualTicker ticker = new ManualTicker();
    private final Semaphore parked = new Semaphore(0);
    private final Semaphore unparked = new Semaphore(0);

    private final Parking parking = new Parking() {
        @Override
        public void parked() {
            parked.release();
        }

        @Override
        public void unparked() {
            unparked.release();
        }
    };

    @AutoClose
    private final RunningTinyService service = RunningTinyService.startWith(beans -> {
        beans.registerBean(Ticker.class, () -> ticker);
        beans.registerBean(Parking.class, () -> parking);
    });

    @Test
    void a_caller_is_parked_until_the_time_that_it_wanted_to_wait_was_moved_on() throws Exception {
        try (Connection caller = service.http().connect()) {
            caller.write("POST /v1/turns?wait=4m HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
            Turn turn = service.turns().next();
            assertThat(parked.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            assertThat(ticker.awaitAlarms(1)).isEqualTo(PATIENCE);
            ticker.advance(PATIENCE.minusNanos(1));
            assertThat(turn.gaveUp()).isNotDone();
            assertThat(unparked.tryAcquire()).isFalse();
            ticker.advance(Duration.ofNanos(1));
            assertThat(unparked.tryAcquire()).isTrue();
            turn.gaveUp().get(20, TimeUnit.SECONDS);
            turn.answer().cancel(false);
            assertThat(caller.read()).startsWith("HTTP/1.1 204");
        }
    }
}

package dev.willow.locker.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.time.ManualTicker;
import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import dev.willow.locker.domain.Claim;
import dev.willow.locker.domain.HeldLock;
import dev.willow.locker.domain.Hold;
import dev.willow.locker.domain.LockEvent;
import dev.willow.locker.domain.LockId;
import dev.willow.locker.domain.Mode;
import dev.willow.locker.domain.Refusal;
import dev.willow.locker.domain.SessionId;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What counts as time in line, and what as the hand-over of a lock.
class LockMetersTest {
    private static final RequestId NEXT = new RequestId("next");
    private static final RequestId GIVES_BACK = new RequestId("gives back");
    private static final SessionId SESSION = new SessionId("session");
    private static final LockId LOCK = new LockId("lock");
    private static final Refusal HELD = new Refusal.NoSuchLock(LOCK);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ManualTicker ticker = new ManualTicker();
    private final LockMeters lockMeters = new LockMeters(meters, ticker);
    private final Timer handOver = meters.get("locker.locks.hand.over").timer();
    private final Timer waited = meters.get("locker.requests.waited").timer();

    private void pass(int millis) {
        ticker.advance(Duration.ofMillis(millis));
    }

    private void happens(LockEvent event) {
        lockMeters.perform(event);
    }

    private static LockEvent granted(RequestId request) {
        Hold hold = new Hold(LOCK, SESSION, KeyValues.NONE, new Claim(Mode.EXCLUSIVE, 1), Optional.empty(), 1);
        return new LockEvent.Granted(request, List.of(new HeldLock(hold, Duration.ofSeconds(1), 1)));
    }

    @Test
    void a_hand_over_lasts_from_the_call_that_gives_back_until_the_grant() {
        happens(new LockEvent.Queued(NEXT));
        pass(500);
        lockMeters.givesBack(GIVES_BACK);
        pass(3);
        happens(new LockEvent.Released(GIVES_BACK, LOCK));
        happens(granted(NEXT));
        assertThat(handOver.count()).isEqualTo(1);
        assertThat(handOver.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(3);
        assertThat(waited.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(503);
    }

    @Test
    void one_session_that_ends_may_hand_over_to_several() {
        RequestId own = new RequestId("of the session that ends");
        for (RequestId request : List.of(NEXT, own, new RequestId("third"))) happens(new LockEvent.Queued(request));
        lockMeters.givesBack(GIVES_BACK);
        pass(2);
        happens(new LockEvent.SessionClosed(GIVES_BACK, SESSION));
        happens(new LockEvent.Refused(own, new Refusal.NoSuchSession(SESSION)));
        happens(granted(NEXT));
        happens(granted(new RequestId("third")));
        assertThat(handOver.count()).isEqualTo(2);
        assertThat(handOver.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(4);
    }

    @Test
    void a_lock_that_nobody_waited_for_is_not_handed_over() {
        lockMeters.givesBack(GIVES_BACK);
        happens(new LockEvent.Released(GIVES_BACK, LOCK));
        happens(granted(NEXT));
        assertThat(handOver.count()).isZero();
    }

    @Test
    void what_is_granted_because_a_session_lapsed_or_somebody_left_the_line_is_not_handed_over() {
        RequestId leaver = new RequestId("leaver");
        for (LockEvent cause : List.of(new LockEvent.Expired(SESSION, List.of(LOCK)), new LockEvent.Withdrawn(leaver, HELD))) {
            happens(new LockEvent.Queued(NEXT));
            lockMeters.givesBack(GIVES_BACK);
            happens(new LockEvent.Released(GIVES_BACK, LOCK));
            pass(700);
            happens(cause);
            happens(granted(NEXT));
        }
        assertThat(handOver.count()).isZero();
        assertThat(waited.count()).isEqualTo(2);
    }
}

package dev.willow.kit.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaiterTest {

    @Test
    void a_connection_goes_back_to_its_owner_only_when_the_look_at_it_is_over_and_is_not_looked_at_again() throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        Waiter waiter = new Waiter(() -> {
            looks.incrementAndGet();
            looking.countDown();
            return isOver(looked);
        });
        Thread watch = Thread.ofPlatform().start(waiter::look);
        assertThat(looking.await(20, TimeUnit.SECONDS)).isTrue();
        Thread owner = Thread.ofPlatform().start(waiter::stopWatching);
        while (owner.getState() != Thread.State.BLOCKED && owner.isAlive()) Thread.onSpinWait();
        assertThat(owner.isAlive()).as("waits for the end of the look").isTrue();
        looked.countDown();
        owner.join();
        watch.join();
        assertThat(waiter.ended()).isCompletedWithValue(Waiter.End.HUNG_UP);
        waiter.look();
        assertThat(looks).hasValue(1);
    }

    private static boolean isOver(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}

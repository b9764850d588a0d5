package dev.willow.engine.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.EngineLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final int THREADS = 4;
    private static final int EACH = 50_000;

    private final Load load = new Load(EngineLimits.DEFAULT.withPending(1, 1).withOpenRequests(1));

    /// Else an engine would refuse callers some day for a load that is not there.
    @Test
    void whatever_many_threads_bring_and_take_away_nothing_is_left_behind() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) threads.add(Thread.ofPlatform().start(this::comeAndGo));
        for (Thread thread : threads) thread.join();
        assertThat(load.admitsRequest()).as("with room for one").isTrue();
        load.requestOpened();
        assertThat(load.admitsRequest()).as("nor has anything been taken away that was not there").isFalse();
        load.requestClosed();
        load.add(1);
        assertThat(load.admitsRequest()).isFalse();
        assertThat(load.admitsOutcome()).as("of which twice as many may come").isTrue();
        load.add(1);
        assertThat(load.admitsOutcome()).isFalse();
    }

    private void comeAndGo() {
        for (int i = 0; i < EACH; i++) {
            load.requestOpened();
            load.add(i % 100);
            load.requestClosed();
            load.remove(i % 100);
        }
    }
}

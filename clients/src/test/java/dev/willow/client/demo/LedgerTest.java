package dev.willow.client.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LedgerTest {
    private static final Channel MAIN = new Channel("main", Os.LINUX);
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Ledger ledger = new Ledger(Map.of(MAIN, "last"));

    @Test
    void all_is_built_when_everything_is_pushed_and_each_last_commit_is_through() throws Exception {
        assertThat(ledger.awaitAllBuilt(AT_ONCE)).as("still pushing").isFalse();
        ledger.pushedAll(Duration.ofSeconds(1));
        assertThat(ledger.awaitAllBuilt(AT_ONCE)).as("nothing built").isFalse();
        ledger.started(MAIN);
        ledger.ended(build("earlier", 0), true);
        assertThat(ledger.awaitAllBuilt(AT_ONCE)).as("an earlier commit").isFalse();
        ledger.started(MAIN);
        ledger.ended(build("last", 1), false);
        assertThat(ledger.awaitAllBuilt(AT_ONCE)).as("to be tried again").isFalse();
        ledger.started(MAIN);
        ledger.ended(build("last", 0), true);
        assertThat(ledger.awaitAllBuilt(LONG)).isTrue();
    }

    @Test
    void a_failure_of_a_runner_ends_the_waiting() {
        ledger.failed(new IllegalStateException("disk full"));
        assertThatThrownBy(() -> ledger.awaitAllBuilt(LONG)).isInstanceOf(DemoException.class).hasMessageContaining("disk full");
    }

    @Test
    void pushes_per_second_are_counted_over_the_time_of_pushing() {
        ledger.pushed(300, 250);
        ledger.pushed(200, 200);
        ledger.pushedAll(Duration.ofMillis(500));
        assertThat(ledger.pushes()).isEqualTo(500);
        assertThat(ledger.replaced()).isEqualTo(450);
        assertThat(ledger.pushesPerSecond()).isEqualTo(1000);
    }

    private static Build build(String commit, int exitCode) {
        return new Build(MAIN, "i1", commit, 0, 1, exitCode);
    }
}

package dev.willow.engine.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.EffectRunner;
import dev.willow.engine.Engine;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.EngineStatus;
import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import dev.willow.engine.log.MemoryLog;
import dev.willow.engine.log.ReplicatedLog;
import dev.willow.engine.sample.HeldLog;
import dev.willow.engine.sample.Ledger;
import dev.willow.engine.sample.LedgerCommand;
import dev.willow.engine.sample.LedgerEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// An engine that is given its threads and its clock.
class OneThreadTest {
    private final OneThread here = new OneThread();

    @Test
    void engine_works_on_the_thread_of_whoever_calls_and_begins_no_other() {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        Engine<LedgerCommand, LedgerEvent> engine = started(new MemoryLog());
        assertThat(engine.status()).isInstanceOf(EngineStatus.NotReady.class);

        here.runAll(); // opens the log
        assertThat(engine.status()).isEqualTo(new EngineStatus.Ready());
        assertThat(put(engine, "r")).isCompleted();
        engine.close();
        assertThat(Thread.getAllStackTraces().keySet()).filteredOn(thread -> thread.getName().startsWith("alone")).isSubsetOf(before);
    }

    @Test
    void take_over_that_was_refused_and_got_there_nevertheless_is_not_made_again() {
        HeldLog log = new HeldLog(false);
        Engine<LedgerCommand, LedgerEvent> engine = started(log);
        here.runAll();
        log.listener().refused(new IOException("no answer in time"));
        log.write();
        assertThat(engine.status()).isEqualTo(new EngineStatus.Ready());

        here.pass(Duration.ofSeconds(1)); // when it would be made again
        CompletableFuture<LedgerEvent> answer = put(engine, "r");
        assertThat(log.appended()).as("the take-over, and the request").isEqualTo(2);
        log.write();
        assertThat(answer).isCompleted();
    }

    private Engine<LedgerCommand, LedgerEvent> started(ReplicatedLog log) {
        return HostedEngine.start(
                EngineSettings.inMemory().named("alone"), new Ledger(), Ledger.codecs(), _ -> EffectRunner.none(), log, here);
    }

    private static CompletableFuture<LedgerEvent> put(Engine<LedgerCommand, LedgerEvent> engine, String name) {
        RequestId request = new RequestId(name);
        return engine.request(request, Optional.empty(), _ -> Step.log(new LedgerCommand.Put(Optional.of(request), "a", 5)));
    }
}

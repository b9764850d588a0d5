package dev.willow.faults.work;

import dev.willow.client.BrokenServiceException;
import dev.willow.client.ClientException;
import dev.willow.client.InterruptedCallException;
import dev.willow.client.LostException;
import dev.willow.client.NotGrantedException;
import dev.willow.client.RejectedException;
import dev.willow.client.UnavailableException;
import dev.willow.faults.history.Fate;
import java.time.Duration;
import java.util.Random;

/// One who does the same thing again and again until the whistle blows.
abstract class Worker implements Runnable {
    final Record log;
    final Random random;
    final Whistle whistle;

    /// @param random decides all that it chooses
    Worker(Record log, Random random, Whistle whistle) {
        this.log = log;
        this.random = random;
        this.whistle = whistle;
    }

    /// One round, with pauses of its own.
    abstract void work() throws InterruptedException;

    /// What is to be done after the last round.
    void end() throws InterruptedException {}

    @Override
    public final void run() {
        try {
            while (!whistle.isOver()) work();
            end();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error defect) {
            log.surprise(getClass().getSimpleName() + " ended by " + defect);
        }
    }

    Duration upTo(long millis) {
        return Duration.ofMillis(random.nextLong(millis + 1));
    }

    /// What a call came to that did not succeed. Answers that nobody may get are noted as such.
    ///
    /// @param mayBeRejected whether what the call names may be gone by now
    Fate fate(ClientException failed, boolean mayBeRejected) {
        return switch (failed) {
            case NotGrantedException _, LostException _ -> Fate.REFUSED;
            case UnavailableException _, InterruptedCallException _ -> Fate.UNKNOWN;
            case RejectedException rejected -> {
                if (!mayBeRejected) surprise(rejected);
                yield Fate.REFUSED;
            }
            case BrokenServiceException broken -> {
                surprise(broken);
                yield Fate.UNKNOWN;
            }
        };
    }

    private void surprise(ClientException answer) {
        log.surprise(getClass().getSimpleName() + " was told: " + answer + answer.requestId().map(id -> " [" + id + "]").orElse(""));
    }
}

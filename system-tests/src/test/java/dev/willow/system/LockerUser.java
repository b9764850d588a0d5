package dev.willow.system;

import dev.willow.client.LockerClient;
import dev.willow.client.UnavailableException;
import dev.willow.testing.history.Recorder;
import dev.willow.testing.history.lock.LockerAnswer;
import dev.willow.testing.history.lock.LockerCall;
import dev.willow.testing.history.lock.RandomUser;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// Does over HTTP what a random user thinks of, and notes it. Half of its calls have an idempotency key: if such an answer
/// is lost, it asks again until it has it, and notes all of that as one call.
final class LockerUser implements Runnable {
    private final int number;
    private final Random random;
    private final RandomUser mind;
    private final LockerCalls calls;
    private final Recorder<LockerCall, LockerAnswer> recorder;
    private final Shift shift;
    private final AtomicInteger askedAgain;

    LockerUser(int number, Random random, RandomUser mind, LockerClient locker,
            Recorder<LockerCall, LockerAnswer> recorder, Shift shift, AtomicInteger askedAgain) {
        this.number = number;
        this.random = random;
        this.mind = mind;
        this.calls = new LockerCalls(locker);
        this.recorder = recorder;
        this.shift = shift;
        this.askedAgain = askedAgain;
    }

    @Override
    public void run() {
        try {
            while (true) {
                RandomUser.Move move = mind.next();
                if (!shift.pause(move.pause()) || !shift.awaitUp()) return;
                mind.heard(move.call(), ask(move));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<LockerAnswer> ask(RandomUser.Move move) throws InterruptedException {
        Optional<String> key = random.nextBoolean() ? Optional.of(number + "-" + random.nextLong()) : Optional.empty();
        var call = recorder.calling(number, move.call());
        boolean sent = false;
        while (true) {
            try {
                LockerAnswer answer = calls.ask(move, key);
                call.returned(answer);
                return Optional.of(answer);
            } catch (UnavailableException lost) {
                boolean starting = shift.isStarting(); // says that it cannot serve yet, so it did nothing
                boolean broken = lost.getCause() instanceof IOException;
                sent |= lost.isEffectUnknown() && (broken || !starting);
                if (sent && key.isPresent() && shift.awaitUp()) {
                    askedAgain.incrementAndGet();
                    continue;
                }
                if (!sent) call.neverSent();
                else if (broken) call.cutOff();
                else shift.whenDead(call::cutOff);
                return Optional.empty();
            }
        }
    }
}

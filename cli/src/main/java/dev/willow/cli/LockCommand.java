package dev.willow.cli;

import dev.willow.client.LockerClient;
import dev.willow.client.NotGrantedException;
import dev.willow.client.hold.HeldLock;
import dev.willow.client.hold.LockRequest;
import dev.willow.client.hold.Locks;
import dev.willow.client.words.Pair;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Runs a command while holding a lock.
@Command(
        name = "lock",
        customSynopsis = "willow lock KEY=VALUE... [OPTIONS] -- CMD...",
        description = {
            "Run CMD while holding a lock; like flock, across machines. Ends as CMD does.",
            "The environment has WILLOW_LOCK_ID and WILLOW_FENCING_TOKEN, a number that only grows from one holder to the next.",
            "The lock is kept by heartbeats. CMD is stopped (SIGTERM, after 10 s SIGKILL) if it is lost, and this ends with 1."
        })
final class LockCommand implements Callable<Integer> {
    /// One call; the service's longest wait.
    private static final Duration A_WHILE = Duration.ofMinutes(5);

    @ParentCommand
    private Cli cli;

    @Parameters(arity = "1..*", paramLabel = "KEY=VALUE", description = "The lock.")
    private List<String> pairs;

    @Option(names = "--shared", description = "Let other shared holders in beside this one.")
    private boolean shared;

    @Option(names = "--places", paramLabel = "N", description = "A semaphore of so many places.")
    private Optional<Integer> places;

    @Option(names = "--timeout", paramLabel = "DURATION", description = "How long the lock outlives a crash of this; default: the service's.")
    private Optional<Duration> timeout;

    @Option(names = "--wait", paramLabel = "DURATION", description = "How long to wait for the lock; default: for ever.")
    private Optional<Duration> wait;

    @Option(names = "--owner", paramLabel = "TEXT", description = "For people who look at the lock.")
    private Optional<String> owner;

    @Override
    public Integer call() throws IOException {
        List<String> command = cli.child();
        LockRequest request = request();
        try (LockerClient locker = cli.lockerClient(); HeldLock lock = acquire(new Locks(locker), request)) {
            Child child = Child.start(command, Map.of(
                    "WILLOW_LOCK_ID", lock.id(), "WILLOW_FENCING_TOKEN", Long.toString(lock.fencingToken())));
            return child.await();
        } catch (NotGrantedException held) {
            cli.terminal().err().println("willow: " + Words.clean(held.getMessage()));
            return Exit.NOT_IN_TIME;
        } catch (InterruptedException lost) {
            cli.terminal().err().println("willow: the lock was lost, so the command was stopped");
            return Exit.REFUSED;
        }
    }

    private LockRequest request() {
        if (places.isPresent() && places.get() < 1) throw new WrongWords("--places must be at least 1");
        LockRequest request = LockRequest.on(Pair.keyValues(pairs)).interruptingWhenLost();
        if (shared) request = request.shared();
        if (places.isPresent()) request = request.places(places.get());
        if (timeout.isPresent()) request = request.timeout(timeout.get());
        return owner.isPresent() ? request.owner(owner.get()) : request;
    }

    private HeldLock acquire(Locks locks, LockRequest request) {
        if (wait.isPresent()) return locks.acquire(request, wait.get());
        while (true) {
            try {
                return locks.acquire(request, A_WHILE);
            } catch (NotGrantedException heldSoFar) {
                // back to the end of the line
            }
        }
    }
}

package dev.willow.cli;

import dev.willow.client.LockerClient;
import dev.willow.client.NotGrantedException;
import dev.willow.client.hold.HeldLock;
import dev.willow.client.hold.LockRequest;
import dev.willow.client.hold.Locks;
import dev.willow.client.words.Pair;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.locker.Lock;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Runs a command while holding a lock; shows who holds locks.
@Command(
        name = "lock",
        customSynopsis = {"willow lock KEY=VALUE... [OPTIONS] -- CMD...", "willow lock list|release ..."},
        description = {
            "Run CMD while holding a lock; like flock, across machines. Ends as CMD does.",
            "The environment has WILLOW_LOCK_ID and WILLOW_FENCING_TOKEN, a number that only grows from one holder to the next.",
            "The lock is kept by heartbeats. CMD is stopped (SIGTERM, after 10 s SIGKILL) if it is lost, and this ends with 1. When this "
                    + "is stopped it stops CMD in the same way and then releases the lock. If CMD cannot be run this ends with 127."
        })
final class LockCommand implements Callable<Integer> {
    /// One call; the service's longest wait.
    private static final Duration A_WHILE = Duration.ofMinutes(5);

    @ParentCommand
    private Cli cli;

    @Parameters(arity = "0..*", paramLabel = "KEY=VALUE", description = "The lock.")
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
    public Integer call() {
        if (pairs == null) throw new WrongWords("which lock? Give it as KEY=VALUE");
        List<String> command = cli.child();
        LockRequest request = request();
        Ending ending = new Ending();
        int status = Exit.REFUSED;
        try (LockerClient locker = cli.lockerClient(); HeldLock lock = acquire(new Locks(locker), request)) {
            Optional<Child> child = ending.start(() -> Child.start(command, Map.of(
                    "WILLOW_LOCK_ID", lock.id(), "WILLOW_FENCING_TOKEN", Long.toString(lock.fencingToken()))));
            if (child.isPresent()) status = child.get().await();
        } catch (NotGrantedException held) {
            status = cli.complain(held.getMessage(), Exit.NOT_IN_TIME);
        } catch (Child.NotRunException wrong) {
            status = cli.complain(wrong.getMessage(), Exit.CANNOT_RUN);
        } catch (InterruptedException lost) {
            status = cli.complain("the lock was lost, so the command was stopped", Exit.REFUSED);
        } finally {
            ending.over(status);
        }
        return status;
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

    @Command(name = "list", description = "List the locks that are held, with their holders.")
    void list(
            @Option(names = "--where", paramLabel = "PAIR", description = "Only locks with this, such as deploy=production; may be repeated.")
                    List<String> where,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "The most to show; default ${DEFAULT-VALUE}.") int limit) {
        QueryRequest query = Lookups.first(where, limit);
        try (LockerClient locker = cli.lockerClient()) {
            PageOf<Lock> page = locker.locks(query);
            if (cli.isJson()) {
                cli.printJson(page.things());
                return;
            }
            Table table = new Table("LOCK", "MODE", "OWNER", "TOKEN", "EXPIRES IN", "IN USE OR LINE", "HOLD", "SESSION");
            for (Lock lock : page.things())
                table.add(Words.of(lock.spec().definition().keyValues()), lock.spec().properties().mode().code(),
                        lock.spec().properties().owner().orElse(""), lock.state().fencingToken(), Words.seconds(lock.state().timeTillExpire()),
                        lock.state().locksHeldOrWaiting(), lock.state().lockId(), lock.state().sessionId());
            cli.print(table);
            if (page.nextCursor().isPresent()) cli.say("... and more (--limit)");
        }
    }

    @Command(name = "release", description = {
        "Take a lock from its holder, or all locks of a session. Give one of the two.",
        "The next in line gets it at once; the holder hears of it by its next heartbeat, and may work on until then."
    })
    int release(
            @Parameters(arity = "0..1", paramLabel = "HOLD", description = "The hold, as list shows it.") Optional<String> hold,
            @Option(names = "--session", paramLabel = "ID", description = "The session, as list shows it.") Optional<String> session) {
        if (hold.isPresent() == session.isPresent()) throw new WrongWords("what is to be released? A HOLD or a --session");
        try (LockerClient locker = cli.lockerClient()) {
            if (session.isPresent()) {
                locker.closeSession(session.get());
            } else {
                Selection id = new Selection(Optional.of(Set.of(hold.get())), Map.of(), OptionalInt.empty(), OptionalInt.empty());
                List<Lock> found = locker.locks(QueryRequest.of(Query.of(id))).things();
                if (found.isEmpty()) return cli.complain("there is no hold " + hold.get(), Exit.REFUSED);
                locker.release(hold.get(), found.getFirst().state().sessionId());
            }
            cli.say("released");
            return Exit.DONE;
        }
    }
}

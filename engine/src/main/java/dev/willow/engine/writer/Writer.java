package dev.willow.engine.writer;

import dev.willow.engine.Codecs;
import dev.willow.engine.Command;
import dev.willow.engine.DirectoryException;
import dev.willow.engine.Event;
import dev.willow.engine.EngineStatus;
import dev.willow.engine.FailureListener;
import dev.willow.engine.UnknownFormatException;
import dev.willow.engine.log.LogListener;
import dev.willow.engine.log.ReplicatedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies the log and serves callers, one thing after the other: whoever calls is the writer for a turn, see [Inbox].
final class Writer<C extends Command, E extends Event, S> implements LogListener {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    /// Tasks worked through before what they led to is written and the time is looked at.
    private static final int TASKS_PER_TURN = 512;
    /// Entries that the log may be ahead of the writer, such as when it is read at the start.
    private static final int MOST_UNAPPLIED = 64;
    private static final Duration LONGEST_SLEEP = Duration.ofHours(1);
    private static final Duration SHORTEST_SLEEP = Duration.ofMillis(1);
    private static final Duration BEFORE_NEXT_TAKE_OVER = Duration.ofMillis(100);

    private final Threads threads;
    private final Timekeeper timekeeper;
    private final Inbox inbox;
    private final HardState<C, E, S> hard;
    private final Leadership<C, E, S> leadership;
    private final Codecs<C, E, S> codecs;
    private final ReplicatedLog log;
    private final Snapshots<C, E, S> snapshots;
    private final FailureListener onFailure;
    private final Semaphore unapplied = new Semaphore(MOST_UNAPPLIED);

    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile EngineStatus status = new EngineStatus.NotReady("starting: reading the log");
    private boolean stopped;
    private boolean broken;
    /// This node leads in the log; it serves when its take-over was applied.
    private boolean elected;
    private long wantedEpoch;
    private long takeOverAgainAt;
    private boolean mustTakeOver;

    Writer(String name, HardState<C, E, S> hard, Leadership<C, E, S> leadership, Codecs<C, E, S> codecs,
            ReplicatedLog log, Snapshots<C, E, S> snapshots, FailureListener onFailure, Threads threads) {
        this.threads = threads;
        this.timekeeper = threads.timekeeper(name, this::work);
        this.inbox = new Inbox(this::turn, timekeeper::call);
        this.hard = hard;
        this.leadership = leadership;
        this.codecs = codecs;
        this.log = log;
        this.snapshots = snapshots;
        this.onFailure = onFailure;
    }

    EngineStatus status() {
        return status;
    }

    CompletableFuture<Void> ready() {
        return ready.copy();
    }

    void start() {
        timekeeper.start();
    }

    /// Has a task run in the writer's turn, after those before it.
    void put(Runnable task) {
        inbox.put(task);
    }

    /// Has the tasks that this thread puts meanwhile run in one turn, as far as one takes so many.
    void together(Runnable bring) {
        inbox.together(bring);
    }

    /// Looks at the time again.
    void wake() {
        inbox.put(() -> {});
    }

    private boolean work() {
        return inbox.work();
    }

    private void turn() {
        try {
            boolean worked = workThrough();
            if (mayWork()) serve(worked);
        } catch (RuntimeException | Error defect) {
            breakDown("the state machine failed", defect);
        }
        timekeeper.wakeIn(untilNext());
    }

    private boolean workThrough() {
        int done = 0;
        for (Runnable task; done < TASKS_PER_TURN && (task = inbox.poll()) != null; done++) task.run();
        return done > 0;
    }

    private void serve(boolean worked) {
        if (mustTakeOver && threads.nanos() - takeOverAgainAt >= 0) takeOver();
        if (!leadership.leads()) return;
        boolean ticked = leadership.tick();
        if (worked || ticked) leadership.settle();
        for (var entry = leadership.ship(); entry.isPresent(); entry = leadership.ship()) log.append(entry.get());
    }

    /// In how many nanoseconds there is something to do, if nobody calls before.
    private long untilNext() {
        if (broken) return LONGEST_SLEEP.toNanos();
        if (mustTakeOver) return BEFORE_NEXT_TAKE_OVER.toNanos();
        if (!leadership.leads()) return LONGEST_SLEEP.toNanos();
        Duration due = leadership.untilNextDeadline().orElse(LONGEST_SLEEP);
        if (due.compareTo(LONGEST_SLEEP) > 0) due = LONGEST_SLEEP;
        // What is still due after it was told must not make the thread spin.
        if (due.compareTo(SHORTEST_SLEEP) < 0) due = SHORTEST_SLEEP;
        return Math.min(due.toNanos(), leadership.untilShip().orElse(Long.MAX_VALUE));
    }

    private void takeOver() {
        mustTakeOver = false;
        wantedEpoch = threads.newEpoch();
        Instant now = leadership.anchorClock();
        var header = new Entry.Header(wantedEpoch, 0, now);
        log.append(EntryFormat.write(new Entry(header, List.of(new Entry.Item.TakeOver()))));
    }

    @Override
    public void restored(long index, byte[] snapshot) {
        inbox.put(() -> {
            if (mayWork()) guarded("the snapshot cannot be used", () -> {
                hard.restore(SnapshotFormat.read(snapshot, codecs.pictures()));
                snapshots.restored(snapshot.length);
            });
        });
    }

    @Override
    public void committed(long index, byte[] entry) {
        unapplied.acquireUninterruptibly();
        inbox.put(() -> {
            try {
                if (mayWork()) guarded("the log cannot be applied", () -> apply(index, entry));
            } finally {
                unapplied.release();
            }
        });
    }

    private void apply(long index, byte[] bytes) {
        Entry.Header header = EntryFormat.readHeader(bytes);
        if (hard.turnTo(header)) {
            if (header.beginsEpoch()) begin(header.epoch());
            else if (!leadership.apply(header)) applyFrom(bytes);
        }
        snapshots.applied(index, bytes.length, hard);
    }

    private void begin(long epoch) {
        var events = hard.takeOver();
        boolean mine = elected && epoch == wantedEpoch;
        if (mine) {
            mustTakeOver = false; // this entry was refused, perhaps, and got there nevertheless
            leadership.begin(epoch);
            // Before the effects of taking over begin: they may come back at once.
            status = new EngineStatus.Ready();
            leadership.handOut(events);
            ready.complete(null);
        } else if (leadership.leads()) {
            pause("another node leads");
        }
    }

    /// Applies what another node wrote, or this one before it was restarted: nobody waits for the answers.
    private void applyFrom(byte[] bytes) {
        for (Entry.Item item : EntryFormat.read(bytes).items()) {
            switch (item) {
                case Entry.Item.TakeOver _ -> throw new IllegalStateException("a take-over amid an epoch");
                case Entry.Item.Command(byte[] command, List<Keyed> keyed) ->
                        hard.apply(codecs.commands().decode(command), keyed);
                case Entry.Item.Answer(Keyed keyed, byte[] answer) -> hard.keep(keyed, codecs.answers().decode(answer));
            }
        }
    }

    @Override
    public void leading() {
        inbox.put(() -> {
            elected = true;
            if (mayWork()) takeOver();
        });
    }

    @Override
    public void following(String reason) {
        inbox.put(() -> {
            elected = false;
            mustTakeOver = false;
            pause(reason);
        });
    }

    @Override
    public void refused(Throwable cause) {
        inbox.put(() -> {
            if (!elected || !mayWork()) return;
            LOG.warn("the log refused an entry", cause);
            // What is on its way may yet arrive or not; a new epoch draws the line.
            pause("the log refused an entry");
            mustTakeOver = true;
            takeOverAgainAt = threads.nanos() + BEFORE_NEXT_TAKE_OVER.toNanos();
        });
    }

    @Override
    public void failed(String reason, Throwable cause) {
        inbox.put(() -> breakDown(reason, cause));
    }

    /// Serves no more until a next take-over.
    private void pause(String reason) {
        if (mayWork()) status = new EngineStatus.NotReady(reason);
        leadership.end(reason);
    }

    /// Tells everybody who waits, and serves no more.
    void stop() {
        inbox.put(() -> {
            stopped = true;
            timekeeper.stop();
            status = new EngineStatus.NotReady("stopping");
            ready.completeExceptionally(Leadership.unavailable("stopping"));
            leadership.end("stopping");
        });
    }

    /// Returns when the writer has stopped; at once for who calls from within its turn.
    void join() throws InterruptedException {
        if (!inbox.isMine()) timekeeper.join();
    }

    private boolean mayWork() {
        return !broken && !stopped;
    }

    private void guarded(String otherwise, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error defect) {
            breakDown(otherwise, defect);
        }
    }

    /// Whether its message is for an operator, who has no use for where it was thrown.
    private static boolean saysItAll(Throwable cause) {
        return cause instanceof DirectoryException || cause instanceof UnknownFormatException;
    }

    private void breakDown(String what, Throwable cause) {
        if (!mayWork()) return;
        broken = true;
        String reason = cause.getMessage() == null ? what + ": " + cause : what + ": " + cause.getMessage();
        status = new EngineStatus.NotReady(reason);
        ready.completeExceptionally(Leadership.unavailable(reason));
        if (saysItAll(cause)) LOG.error("{}", reason);
        else LOG.error("{}", reason, cause);
        leadership.end(what);
        threads.start("engine-failed", () -> onFailure.failed(reason, cause));
    }
}

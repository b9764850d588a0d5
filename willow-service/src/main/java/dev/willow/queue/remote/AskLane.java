package dev.willow.queue.remote;

import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.LimiterAnswer;
import dev.willow.queue.remote.LimiterPort.Change;
import dev.willow.queue.remote.LimiterPort.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Questions to the Limiter. What waits while a call is under way goes in the next; a call that takes long (the Limiter waits for
/// a lock) does not hold up those behind it for ever: after a while they go in another one beside it.
final class AskLane {
    private static final Logger LOG = LoggerFactory.getLogger(AskLane.class);

    private final LimiterPort limiter;
    private final LinkSettings settings;
    private final Consumer<Map<Lease, LimiterAnswer>> answered;
    private final OrderedLane ordered;
    private final Runnable broken;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Ask> waiting = new ArrayDeque<>();
    private int underWay;
    private long lastStart;
    private boolean connected;
    private boolean closed;

    /// @param answered gets the answers, in the order of the questions of one call
    /// @param ordered  removes what a lost answer may have left
    /// @param broken   told when the Limiter does not answer
    AskLane(LimiterPort limiter, LinkSettings settings, Consumer<Map<Lease, LimiterAnswer>> answered, OrderedLane ordered,
            Runnable broken) {
        this.limiter = limiter;
        this.settings = settings;
        this.answered = answered;
        this.ordered = ordered;
        this.broken = broken;
    }

    void start() {
        Thread.ofVirtual().name("limiter-asks").start(this::run);
    }

    void ask(Ask ask) {
        lock.lock();
        try {
            if (connected) {
                waiting.add(ask);
                changed.signalAll();
                return;
            }
        } finally {
            lock.unlock();
        }
        answered.accept(Map.of(ask.lease(), new LimiterAnswer.Unavailable()));
    }

    void connect() {
        lock.lock();
        try {
            connected = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The Limiter is away: what waits is answered so.
    void disconnect() {
        List<Ask> unasked;
        lock.lock();
        try {
            connected = false;
            unasked = List.copyOf(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        if (!unasked.isEmpty()) answered.accept(unavailable(unasked));
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (List<Ask> next = take(); !next.isEmpty(); next = take()) {
                List<Ask> batch = next;
                Thread.ofVirtual().name("limiter-ask").start(() -> perform(batch));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until there is something to ask and a call may begin.
    ///
    /// @return nothing when closed
    private List<Ask> take() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                long untilNext = waiting.isEmpty() || underWay >= settings.callsAtOnce() ? Long.MAX_VALUE
                        : underWay == 0 ? 0 : lastStart + settings.impatience().toNanos() - System.nanoTime();
                if (untilNext <= 0) return gather();
                if (untilNext == Long.MAX_VALUE) changed.await();
                else changed.awaitNanos(untilNext);
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private List<Ask> gather() {
        List<Ask> taken = new ArrayList<>();
        int size = 0;
        while (!waiting.isEmpty() && taken.size() < settings.batch()) {
            size += Sizes.of(waiting.peek().lease());
            if (size > Sizes.MOST && !taken.isEmpty()) break;
            taken.add(waiting.poll());
        }
        underWay++;
        lastStart = System.nanoTime();
        return taken;
    }

    private void perform(List<Ask> asks) {
        Map<Lease, LimiterAnswer> answers;
        List<Lease> inDoubt = new ArrayList<>();
        boolean isBroken = false;
        try {
            RequestIdChain ids = new RequestIdChain();
            asks.forEach(ask -> ids.add(ask.requestId()));
            List<Change> additions = asks.stream().map(ask -> new Change(ask.lease(), true)).toList();
            List<Reply> replies = limiter.change(additions, ids.toHeader());
            answers = LinkedHashMap.newLinkedHashMap(asks.size());
            for (int i = 0; i < asks.size(); i++) answers.put(asks.get(i).lease(), answer(asks.get(i), replies.get(i), inDoubt));
        } catch (UnreachableException | InterruptedCall failed) {
            LOG.warn("the Limiter did not answer: {}", failed.getMessage());
            isBroken = true;
            answers = unavailable(asks);
            asks.forEach(ask -> inDoubt.add(ask.lease()));
        }
        if (isBroken) broken.run(); // first, so that nobody is served from what is said next
        if (!inDoubt.isEmpty()) ordered.doubt(inDoubt);
        done();
        answered.accept(answers);
    }

    private void done() {
        lock.lock();
        try {
            underWay--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static LimiterAnswer answer(Ask ask, Reply reply, List<Lease> inDoubt) {
        return switch (reply) {
            case Reply.Done() -> new LimiterAnswer.Allowed();
            case Reply.Refused(var blocker, var decidedBy) -> new LimiterAnswer.Refused(blocker, decidedBy);
            case Reply.Undecided(String reason) -> {
                LOG.debug("the Limiter cannot decide about {}: {}", ask.lease().id(), reason);
                inDoubt.add(ask.lease());
                yield new LimiterAnswer.Unavailable();
            }
            case Reply.Rejected(String reason) -> {
                LOG.error("the Limiter rejects {} for {}: {}", ask.lease().id(), ask.lease().counter(), reason);
                yield new LimiterAnswer.Unavailable();
            }
        };
    }

    private static Map<Lease, LimiterAnswer> unavailable(List<Ask> asks) {
        Map<Lease, LimiterAnswer> answers = LinkedHashMap.newLinkedHashMap(asks.size());
        asks.forEach(ask -> answers.put(ask.lease(), new LimiterAnswer.Unavailable()));
        return answers;
    }
}

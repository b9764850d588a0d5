package dev.willow.queue.remote;

import dev.willow.common.time.Ticker;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.LimiterAnswer;
import dev.willow.queue.remote.LimiterPort.Reply;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Questions to the Limiter. What waits while a call is under way goes in the next; a call that takes long (the Limiter waits for
/// a lock) does not hold up those behind it for ever: after a while they go in another one beside it.
final class AskLane {
    private static final Logger LOG = LoggerFactory.getLogger(AskLane.class);

    private final LimiterPort limiter;
    private final LinkSettings settings;
    private final Ticker ticker;
    private final Consumer<Map<Lease, LimiterAnswer>> answered;
    private final OrderedLane ordered;
    private final Runnable broken;
    private final Soon soon;

    // What follows is guarded by this object. No call is made and nobody is told while it is locked.
    private final ArrayDeque<Ask> waiting = new ArrayDeque<>();
    private int underWay;
    private long lastStart;
    /// Whether an alarm will ring. One that rings too early looks again; to set it anew for each call would cost more than that.
    private boolean isImpatient;
    private boolean isConnected;
    private boolean isClosed;

    /// @param answered gets the answers, in the order of the questions of one call
    /// @param ordered  removes what a lost answer may have left
    /// @param broken   told when the Limiter does not answer
    AskLane(LimiterPort limiter, LinkSettings settings, Ticker ticker, Consumer<Map<Lease, LimiterAnswer>> answered,
            OrderedLane ordered, Runnable broken) {
        this.limiter = limiter;
        this.settings = settings;
        this.ticker = ticker;
        this.answered = answered;
        this.ordered = ordered;
        this.broken = broken;
        this.soon = new Soon(ticker, "limiter-asks", this::proceed);
    }

    void ask(Ask ask) {
        if (isAccepted(ask)) soon.hurry();
        else answered.accept(unavailable(List.of(ask)));
    }

    private synchronized boolean isAccepted(Ask ask) {
        return isConnected && waiting.add(ask);
    }

    synchronized void connect() {
        isConnected = true;
    }

    /// The Limiter is away: what waits is answered so.
    void disconnect() {
        List<Ask> unasked;
        synchronized (this) {
            isConnected = false;
            unasked = List.copyOf(waiting);
            waiting.clear();
        }
        if (!unasked.isEmpty()) answered.accept(unavailable(unasked));
    }

    synchronized void close() {
        isClosed = true;
    }

    private void proceed() {
        for (List<Ask> next = take(); !next.isEmpty(); next = take()) {
            List<Ask> asks = next;
            Answers.on(Batch.send(limiter, asks), replies -> heard(asks, replies), failure -> unanswered(asks, failure));
        }
    }

    private void lookAgain() {
        synchronized (this) {
            isImpatient = false;
        }
        proceed();
    }

    /// @return what goes in a call now; nothing if none may begin yet
    private synchronized List<Ask> take() {
        if (isClosed || waiting.isEmpty() || underWay >= settings.callsAtOnce()) return List.of();
        long now = ticker.nanos();
        long left = underWay == 0 ? 0 : lastStart + settings.impatience().toNanos() - now;
        if (left > 0) {
            if (!isImpatient) ticker.after(Duration.ofNanos(left), this::lookAgain);
            isImpatient = true;
            return List.of();
        }
        underWay++;
        lastStart = now;
        return Batch.take(waiting, Ask.class, settings.batch());
    }

    private void heard(List<Ask> asks, List<Reply> replies) {
        Map<Lease, LimiterAnswer> answers = LinkedHashMap.newLinkedHashMap(asks.size());
        List<Lease> inDoubt = new ArrayList<>();
        for (int i = 0; i < asks.size(); i++) answers.put(asks.get(i).lease(), answer(asks.get(i), replies.get(i), inDoubt));
        finish(answers, inDoubt);
    }

    private void unanswered(List<Ask> asks, Throwable failure) {
        LOG.warn("the Limiter did not answer: {}", failure.getMessage());
        broken.run(); // first, so that nobody is served from what is said next
        finish(unavailable(asks), asks.stream().map(Ask::lease).toList());
    }

    private void finish(Map<Lease, LimiterAnswer> answers, List<Lease> inDoubt) {
        if (!inDoubt.isEmpty()) ordered.doubt(inDoubt);
        synchronized (this) {
            underWay--;
        }
        proceed();
        answered.accept(answers);
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

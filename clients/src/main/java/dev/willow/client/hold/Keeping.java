package dev.willow.client.hold;

import dev.willow.client.LostException;
import dev.willow.common.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Keeps one thing by heartbeats until it ends or is lost. Between two heartbeats it is one alarm and nothing else.
///
/// A heartbeat leaves after a quarter to a third of the time-out, so that what was taken together does not beat together.
/// One that gets no answer is followed by the next after a twelfth, until the time is over.
///
/// Heartbeats that share calls leave at common moments, a twelfth of the time-out apart: a thread that wakes for each of
/// them would cost more than all else that they need. Each leaves at the first moment that is a quarter away, which is
/// no farther than a third. The very first leaves up to a third earlier, so that each moment has its share.
final class Keeping {
    private enum State { HELD, ENDING, LOST, ENDED }

    private final Ticker ticker;
    private final Heart heart;
    private final Watch watch;
    private final String what;
    private final long timeout;
    private final long period;
    private final long headStart;
    private State state = State.HELD;
    private long deadline;
    private Optional<LostException> loss = Optional.empty();
    private Ticker.Alarm nextBeat = () -> {};
    private Ticker.Alarm end = () -> {};

    /// Hears of what becomes of it. Called on the thread that finds out, so it must be short.
    interface Watch {
        void lost();

        void superseded();
    }

    /// @param what    names it in messages
    /// @param timeout how long it lasts without a heartbeat
    /// @param keptAt  the nanoseconds at which what granted or kept it was sent
    Keeping(Ticker ticker, RandomGenerator chance, String what, Duration timeout, long keptAt, Heart heart, Watch watch) {
        this.ticker = ticker;
        this.heart = heart;
        this.watch = watch;
        this.what = what;
        this.timeout = timeout.toNanos();
        boolean isShared = heart.isShared();
        this.period = this.timeout / 4 + (isShared ? 0 : chance.nextLong(Math.max(1, this.timeout / 12)));
        this.headStart = isShared ? chance.nextLong(Math.max(1, this.timeout / 3)) : 0;
        this.deadline = keptAt + this.timeout;
    }

    synchronized Keeping start() {
        nextBeat = ticker.after(until(moment(deadline - timeout + period - headStart)), this::beat);
        return this;
    }

    /// How long a heartbeat may take to leave, to share a call with others.
    Duration slack() {
        return Duration.ofNanos(timeout / 100);
    }

    /// How long the answer to a heartbeat is waited for.
    Duration patience() {
        return Duration.ofNanos(timeout / 4);
    }

    private void beat() {
        synchronized (this) {
            if (isOver()) return;
            end.cancel();
            end = ticker.after(until(deadline), this::checkDeadline);
        }
        heart.beat(this);
    }

    private void checkDeadline() {
        if (ticker.nanos() >= deadline()) lose("no heartbeat was accepted in time", null, Optional.empty());
    }

    private synchronized long deadline() {
        return deadline;
    }

    /// A heartbeat was accepted.
    ///
    /// @param sentAt the nanoseconds at which it was sent
    void accepted(long sentAt, boolean isSuperseded) {
        synchronized (this) {
            if (isOver()) return;
            end.cancel();
            deadline = Math.max(deadline, sentAt + timeout);
            nextBeat = ticker.after(until(moment(sentAt + period)), this::beat);
        }
        if (isSuperseded) watch.superseded();
    }

    /// There was no answer, or none that says anything.
    void unanswered() {
        synchronized (this) {
            if (!isOver()) nextBeat = ticker.after(Duration.ofNanos(timeout / 12), this::beat);
        }
    }

    /// The service says that it is not held any more.
    void refused(String why, Throwable cause, Optional<String> requestId) {
        lose(why, cause, requestId);
    }

    private void lose(String why, Throwable cause, Optional<String> requestId) {
        synchronized (this) {
            if (isOver()) return;
            boolean isEnding = state == State.ENDING; // then whoever ends it finds out, and nobody else need know
            stop(State.LOST);
            loss = Optional.of(new LostException(what + " was lost: " + why, cause, requestId));
            if (isEnding) return;
        }
        watch.lost();
    }

    /// It is about to be ended by its holder. It is still kept, but a loss is not told any more.
    ///
    /// @throws LostException         if it was lost
    /// @throws IllegalStateException if it has ended
    synchronized void ending() {
        ensureHeld();
        state = State.ENDING;
    }

    /// It was not ended after all.
    synchronized void heldOn() {
        if (state == State.ENDING) state = State.HELD;
    }

    synchronized void ended() {
        if (!isOver()) stop(State.ENDED);
    }

    synchronized boolean isHeld() {
        return !isOver() && ticker.nanos() < deadline;
    }

    synchronized boolean hasEnded() {
        return state == State.ENDED;
    }

    synchronized boolean isLost() {
        return state == State.LOST;
    }

    synchronized Duration remaining() {
        return isHeld() ? until(deadline) : Duration.ZERO;
    }

    /// @throws LostException         if it was lost
    /// @throws IllegalStateException if it has ended
    void ensureHeld() {
        checkDeadline(); // an alarm that is late must not hide it
        synchronized (this) {
            if (loss.isPresent()) throw new LostException(loss.get().getMessage(), loss.get(), loss.get().requestId());
            if (state != State.HELD) throw new IllegalStateException(what + " was given back");
        }
    }

    private boolean isOver() {
        return state == State.LOST || state == State.ENDED;
    }

    private void stop(State last) {
        state = last;
        nextBeat.cancel();
        end.cancel();
    }

    private long moment(long earliest) {
        return heart.isShared() ? earliest + Math.floorMod(-earliest, Math.max(1, timeout / 12)) : earliest;
    }

    private Duration until(long moment) {
        return Duration.ofNanos(Math.max(0, moment - ticker.nanos()));
    }
}

package dev.willow.queue.domain.dispatch;

import dev.willow.common.index.CompiledQuery;
import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.HandOutId;
import dev.willow.queue.domain.table.Channel;
import java.util.ArrayList;
import java.util.List;

/// A caller that wants items, until it has its answer.
final class Consumer {
    /// At most so many doublings.
    private static final int WIDEST = 6;

    final Dequeue wish;
    final Desk desk;
    final CompiledQuery<Channel> query;

    /// Smaller came earlier, and is served earlier.
    final long arrival;

    /// With whom it stands in line, or null.
    WaitingLine.Party party;

    /// How many questions to the Limiter are open on its behalf.
    int asking;

    /// What the Limiter has let in for it.
    final List<Ask> granted = new ArrayList<>(1);

    /// Its hand-out is on its way to the log.
    boolean isHandingOut;

    /// It waits no longer; what is being tried is the last try.
    boolean isOutOfPatience;

    /// The Limiter could not decide about a channel that would have suited it.
    boolean hasMetSilence;

    /// How often in a row it was refused everything that was asked for it.
    int refusals;

    /// It left. What was got for it goes to another, or back.
    boolean isGone;

    private int handOuts;

    Consumer(Dequeue wish, Desk desk, CompiledQuery<Channel> query, long arrival) {
        this.wish = wish;
        this.desk = desk;
        this.query = query;
        this.arrival = arrival;
        this.isOutOfPatience = !wish.patience().isPositive();
    }

    /// Takes out what was got beyond the wish.
    List<Ask> takeBeyondWish() {
        List<Ask> tail = granted.subList(Math.min(wish.max(), granted.size()), granted.size());
        List<Ask> beyond = List.copyOf(tail);
        tail.clear();
        return beyond;
    }

    RequestId id() {
        return wish.id();
    }

    HandOutId nextHandOut() {
        return new HandOutId(wish.handOuts() + "-" + ++handOuts);
    }

    /// Whether its wish is fulfilled if all is let in that it asks for.
    boolean asksForEnough() {
        return asking + granted.size() >= wish.max();
    }

    /// For how many items more to ask. After each time that all was refused it is twice as many, so that the one channel that may
    /// be served is soon found among thousands that are held back. What is got beyond the wish is for others.
    int wanted() {
        int breadth = 1 << Math.min(refusals, WIDEST);
        return Math.max(wish.max(), breadth) - asking - granted.size();
    }
}

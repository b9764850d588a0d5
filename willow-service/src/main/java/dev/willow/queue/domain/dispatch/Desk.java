package dev.willow.queue.domain.dispatch;

import dev.willow.common.index.SlotSet;
import dev.willow.common.index.SlotTable;
import dev.willow.common.query.Condition;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.queue.domain.Counters;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.Strategy;
import dev.willow.queue.domain.table.Channel;
import dev.willow.queue.domain.table.Queue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Where one queue is served: its channels as they stand, and its consumers in line.
final class Desk {
    final Queue queue;
    final Roster ready = new Roster(this, null);

    /// Groups with credit that hold back channels of this queue.
    final Set<ParkedGroup> open = new LinkedHashSet<>();

    final WaitingLine line = new WaitingLine();

    final Ages.OfDesk ages = new Ages.OfDesk();

    /// Channels that a limit holds back.
    int heldBack;

    /// Consumers of this queue without an answer, in line or not.
    int consumers;

    boolean isGone;

    /// Channels that became ready since consumers in line were last matched with them.
    final Set<Standing> newlyReady = new LinkedHashSet<>();

    private final SlotTable<Standing> standings = new SlotTable<>();
    private long lastTurn;

    private final Set<Desk> stirred;

    /// @param stirred where it puts itself when channels became ready
    Desk(Queue queue, Set<Desk> stirred) {
        this.queue = queue;
        this.stirred = stirred;
    }

    Standing open(Channel channel) {
        Standing standing = new Standing(channel, this, channel.slot(), nextTurn());
        standings.set(channel.slot(), standing);
        return standing;
    }

    Standing close(Channel channel) {
        Standing standing = of(channel);
        standing.isGone = true;
        standings.clear(standing.slot);
        return standing;
    }

    Standing of(Channel channel) {
        return standings.get(channel.slot());
    }

    Standing at(int slot) {
        return standings.get(slot);
    }

    long nextTurn() {
        return ++lastTurn;
    }

    /// The channel to serve a consumer from, or null: among those that are ready and those that a group has credit for.
    Standing pick(Consumer consumer) {
        Strategy strategy = consumer.wish.strategy();
        if (strategy instanceof Strategy.Random(long dice) && !open.isEmpty()) return any(consumer, dice);
        Standing best = ready.pick(consumer.query, strategy);
        for (ParkedGroup group : open) {
            Standing candidate = group.rosterAt(this).pick(consumer.query, strategy);
            if (candidate != null && (best == null || Roster.orderOf(strategy).compare(candidate, best) < 0)) best = candidate;
        }
        return best;
    }

    /// The channels that are ready and of this case.
    List<Standing> readyAlike(Precedents.Case wanted) {
        Map<String, Condition> conditions = new HashMap<>();
        for (Map.Entry<String, Value> pair : wanted.pairs())
            if (!pair.getKey().startsWith(Counters.PREFIX)) conditions.put(pair.getKey(), Condition.equal(ValuePattern.exactly(pair.getValue())));
        Selection carrying = new Selection(Optional.empty(), conditions, OptionalInt.empty(), OptionalInt.empty());
        List<Standing> alike = new ArrayList<>();
        for (Standing standing : ready.matching(queue.index().compile(Query.of(carrying))))
            if (wanted.includes(standing.channel.counters().running())) alike.add(standing);
        return alike;
    }

    /// Each that matches has the same chance, wherever it stands.
    private Standing any(Consumer consumer, long dice) {
        List<SlotSet> matching = new ArrayList<>();
        matching.add(ready.slotsOf(consumer.query));
        for (ParkedGroup group : open) matching.add(group.rosterAt(this).slotsOf(consumer.query));
        int all = matching.stream().mapToInt(SlotSet::size).sum();
        if (all == 0) return null;
        int n = (int) Math.floorMod(dice, (long) all);
        Iterator<SlotSet> parts = matching.iterator();
        SlotSet part = parts.next();
        for (; n >= part.size(); part = parts.next()) n -= part.size();
        return at(part.nth(n));
    }

    /// Whether an enqueue would overwrite an item.
    boolean wouldUpdate(KeyValues channel) {
        return queue.channel(channel).filter(Channel::wouldUpdate).isPresent();
    }

    /// Puts the channel where it belongs now.
    void refresh(Standing standing) {
        Optional<Item> next = standing.isGone || standing.isSuspended ? Optional.empty() : standing.next();
        boolean isHeldBack = standing.group != null;
        Roster where = next.isEmpty() ? null : isHeldBack ? standing.group.rosterAt(this) : ready;
        boolean isThere = standing.roster == where
                && (where == null || standing.rosterTurn == standing.turn && standing.rosterPlace == next.get().place());
        if (isThere) return;
        leave(standing);
        if (where == null) return;
        if (isHeldBack) where = standing.group.rosterAt(this); // leaving may have emptied it
        where.add(standing, next.get().place());
        if (isHeldBack) {
            standing.group.joined(this);
        } else {
            newlyReady.add(standing);
            stirred.add(this);
        }
    }

    private void leave(Standing standing) {
        if (standing.roster == null) return;
        standing.roster.remove(standing);
        newlyReady.remove(standing);
    }
}

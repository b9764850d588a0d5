package dev.willow.queue.domain.dispatch;

import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.table.Channel;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// How things stand with one channel.
final class Standing {
    /// No item has this place.
    static final long NOBODY = 0;

    final Channel channel;
    final Desk desk;
    final int slot;

    private static final int FIRST_WINDOW = 16;
    private static final int WIDEST_WINDOW = 1024;

    /// Its items that the Limiter is being asked for, or that are about to be handed out.
    private Set<ItemId> reserved = Set.of(); // until there is one: most channels of a long queue only wait

    /// How many items may be reserved at a time. Items are handed out in their order, so when one is refused, those asked for
    /// behind it are asked for in vain; and might be let in each time while the first is refused, for ever. So a refusal
    /// narrows this to one, and success widens it again.
    private int window = FIRST_WINDOW;

    /// When it was served or asked for last, or made: the channel with the smallest turn has waited longest for its turn.
    long turn;

    /// When it was served last, or made.
    private long servedAt;

    /// The group that it is parked under, or null.
    ParkedGroup group;

    /// The Limiter could not decide about it just now; it is left alone for a moment.
    boolean isSuspended;

    boolean isGone;

    /// The place of the item that is next, as [Ages] knows it.
    long firstPlace = NOBODY;

    /// Where it stands now, or null: among those that are ready, or those parked under its group.
    Roster roster;

    /// What it stands there under.
    long rosterTurn;
    long rosterPlace;

    Standing(Channel channel, Desk desk, int slot, long turn) {
        this.channel = channel;
        this.desk = desk;
        this.slot = slot;
        this.turn = turn;
        this.servedAt = turn;
    }

    void reserve(ItemId item) {
        if (reserved.isEmpty()) reserved = new HashSet<>(2);
        reserved.add(item);
    }

    boolean hasReserved() {
        return !reserved.isEmpty();
    }

    void succeeded() {
        window = Math.min(window * 2, WIDEST_WINDOW);
    }

    void failed() {
        window = 1;
    }

    /// A question came to its end: its item may be asked for again, unless it was delivered.
    ///
    /// When an item was handed out counts more than when it was asked for, as questions that are open together may be decided in
    /// another order. If nothing came of it the channel has its turn back, unless it was served since.
    void settled(Ask ask, boolean isDelivered) {
        if (hasReserved()) reserved.remove(ask.item());
        if (isGone) return;
        if (isDelivered) servedAt = turn = desk.nextTurn();
        else turn = Math.min(turn, Math.max(ask.turnBefore(), servedAt));
        desk.refresh(this);
    }

    /// The first item that is not reserved, if another one may be.
    Optional<Item> next() {
        if (reserved.size() >= window) return Optional.empty();
        for (Item item : channel.waiting()) if (!reserved.contains(item.id())) return Optional.of(item);
        return Optional.empty();
    }
}

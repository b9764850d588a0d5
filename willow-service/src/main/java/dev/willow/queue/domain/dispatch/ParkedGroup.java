package dev.willow.queue.domain.dispatch;

import dev.willow.queue.domain.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The channels that one group of a limit holds back, and how many of them may ask again.
///
/// While the group is *armed* the Limiter has refused somebody since it last told of room, so it will tell of the next. News of room
/// disarms it and brings *credit*: each question uses one, and what comes of it says how to go on. A place that was
/// promised and taken needs no more. Once all promised places are taken, one more channel asks: the refusal that it gets arms the
/// group again; and if there is more room than was promised, it and those after it double the credit, until the group is
/// given up as no limit at all. So a group that holds channels back is always armed, has credit, or has a question open.
final class ParkedGroup {
    /// From this credit on the limit does not seem to hold anybody back.
    private static final int ENOUGH = 64;

    final Group id;
    private final ParkingLot lot;
    private final Map<Desk, Roster> rosters = new LinkedHashMap<>();
    private int members;
    private boolean armed;
    private long credit;
    private long promised;
    private int asking;

    ParkedGroup(Group id, ParkingLot lot) {
        this.id = id;
        this.lot = lot;
    }

    boolean isOpen() {
        return credit > 0;
    }

    /// Whether something is bound to happen that lets its channels ask again.
    boolean isLive() {
        return armed || credit > 0 || asking > 0;
    }

    int members() {
        return members;
    }

    /// @return how many are left
    int count(int change) {
        members += change;
        return members;
    }

    /// The group refuses, and as far as is known there was no room since.
    void arm() {
        armed = true;
        promised = 0;
        setCredit(0);
    }

    /// There is room.
    ///
    /// @param places how many may come in; 0 if that is unknown
    void open(long places) {
        armed = false;
        promised = places;
        setCredit(Math.max(credit, Math.max(1, places)));
    }

    /// A channel asks on the group's credit.
    void spend() {
        asking++;
        setCredit(credit - 1);
    }

    /// It was let in.
    void letIn() {
        asking--;
        if (armed) return;
        if (promised > 0) promised--;
        else setCredit(credit + 2);
        if (credit == 0 && (promised == 0 || asking == 0)) setCredit(1);
        if (credit > ENOUGH) lot.dissolve(this);
    }

    /// It was refused by this very group.
    void refused() {
        asking--;
    }

    /// Nothing came of it that says anything about this group.
    void refund() {
        asking--;
        if (!armed) setCredit(credit + 1);
    }

    /// Those parked here of one queue that have an item to ask for.
    Roster rosterAt(Desk desk) {
        return rosters.computeIfAbsent(desk, unused -> new Roster(desk, this));
    }

    void joined(Desk desk) {
        if (!isOpen()) return;
        desk.open.add(this);
        lot.opened(this);
    }

    void forget(Roster empty) {
        rosters.remove(empty.desk());
        empty.desk().open.remove(this);
    }

    /// The queues that have channels here, those served longest ago first.
    List<Desk> desks() {
        return new ArrayList<>(rosters.keySet());
    }

    void served(Desk desk) {
        Roster roster = rosters.remove(desk);
        if (roster != null) rosters.put(desk, roster);
    }

    private void setCredit(long wanted) {
        boolean wasOpen = isOpen();
        boolean grew = wanted > credit;
        credit = wanted;
        if (isOpen() != wasOpen)
            for (Desk desk : rosters.keySet())
                if (isOpen()) desk.open.add(this);
                else desk.open.remove(this);
        if (grew) lot.opened(this);
    }
}

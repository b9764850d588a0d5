package dev.willow.queue.domain.dispatch;

import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Brings together consumers and channels after something changed. When it is done, no consumer in line matches a channel
/// that could be asked for.
final class Matching {
    private final Serving serving;
    private final ParkingLot lot;

    /// Queues with channels that became ready.
    private final Set<Desk> stirred = new LinkedHashSet<>();

    Matching(Serving serving, ParkingLot lot) {
        this.serving = serving;
        this.lot = lot;
    }

    Set<Desk> stirred() {
        return stirred;
    }

    void settle() {
        do {
            tryNewcomers();
            for (Desk desk : takeStirred()) serveReady(desk);
            for (ParkedGroup group : lot.takeNewlyOpen())
                for (Desk desk : group.desks()) serveGroup(group, desk);
        } while (serving.hasUntried() || !stirred.isEmpty() || lot.hasNewlyOpen());
    }

    private void tryNewcomers() {
        for (Consumer next = serving.takeUntried(); next != null; next = serving.takeUntried()) serving.serve(next);
    }

    private List<Desk> takeStirred() {
        List<Desk> taken = List.copyOf(stirred);
        stirred.clear();
        return taken;
    }

    private void serveReady(Desk desk) {
        while (!desk.newlyReady.isEmpty()) {
            Iterator<Standing> first = desk.newlyReady.iterator();
            Standing standing = first.next();
            first.remove();
            while (standing.roster == desk.ready && serveFirst(desk, desk.line.firstMatching(standing.channel)));
        }
    }

    private void serveGroup(ParkedGroup group, Desk desk) {
        while (group.isOpen() && serveFirst(desk, firstFor(group.rosterAt(desk), desk)));
    }

    private boolean serveFirst(Desk desk, Consumer consumer) {
        if (consumer == null) return false;
        desk.line.remove(consumer);
        serving.serve(consumer);
        return true;
    }

    /// A consumer in line that matches one of these channels, or null. Looks from the side that has fewer.
    private static Consumer firstFor(Roster channels, Desk desk) {
        if (desk.line.queries() < channels.size()) {
            List<Consumer> firsts = desk.line.firsts();
            firsts.sort(Comparator.comparingLong(consumer -> consumer.arrival));
            for (Consumer consumer : firsts) if (channels.pick(consumer.query, consumer.wish.strategy()) != null) return consumer;
            return null;
        }
        for (Standing standing : channels.inTurn()) {
            Consumer consumer = desk.line.firstMatching(standing.channel);
            if (consumer != null) return consumer;
        }
        return null;
    }

    void clear() {
        stirred.clear();
    }
}

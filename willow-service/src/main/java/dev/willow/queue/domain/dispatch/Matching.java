package dev.willow.queue.domain.dispatch;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Brings together consumers and channels after something changed. When it is done, no consumer in line matches a channel
/// that could be asked for.
///
/// What became ready, or may ask again, is for whoever came first of all that wait. Only then those who are untried look for what
/// was ready before, which nobody else wants.
final class Matching {
    private final Consumers consumers;
    private final Serving serving;
    private final ParkingLot lot;

    /// Queues with channels that became ready.
    private final Set<Desk> stirred = new LinkedHashSet<>();

    Matching(Consumers consumers, Serving serving, ParkingLot lot) {
        this.consumers = consumers;
        this.serving = serving;
        this.lot = lot;
    }

    Set<Desk> stirred() {
        return stirred;
    }

    void settle() {
        Consumer untried;
        do {
            if (!stirred.isEmpty() || lot.hasNewlyOpen()) consumers.lineUp();
            for (Desk desk : takeStirred()) serveReady(desk);
            for (ParkedGroup group : lot.takeNewlyOpen())
                for (Desk desk : group.desks()) serveGroup(group, desk);
            untried = consumers.firstUntried();
            if (untried != null) serving.serve(untried);
        } while (untried != null || !stirred.isEmpty() || lot.hasNewlyOpen());
    }

    private List<Desk> takeStirred() {
        if (stirred.isEmpty()) return List.of();
        List<Desk> taken = List.copyOf(stirred);
        stirred.clear();
        return taken;
    }

    private void serveReady(Desk desk) {
        while (!desk.newlyReady.isEmpty()) {
            Iterator<Standing> first = desk.newlyReady.iterator();
            Standing standing = first.next();
            first.remove();
            while (standing.roster == desk.ready && serve(desk.line.firstMatching(standing.channel)));
        }
    }

    private void serveGroup(ParkedGroup group, Desk desk) {
        while (group.isOpen() && serve(firstFor(group.rosterAt(desk), desk.line)));
    }

    private boolean serve(Consumer consumer) {
        if (consumer != null) serving.serve(consumer);
        return consumer != null;
    }

    /// The consumer in line that waits longest of those that match one of these channels, or null. Looks from the side that has
    /// fewer.
    private static Consumer firstFor(Roster channels, WaitingLine line) {
        if (line.firsts().size() <= channels.size()) {
            for (Consumer consumer : line.firsts()) if (channels.pick(consumer.query, consumer.wish.strategy()) != null) return consumer;
            return null;
        }
        Consumer first = null;
        for (Standing standing : channels.inTurn()) {
            Consumer candidate = line.firstMatching(standing.channel);
            if (candidate != null && (first == null || candidate.arrival < first.arrival)) first = candidate;
        }
        return first;
    }

    void clear() {
        stirred.clear();
    }
}

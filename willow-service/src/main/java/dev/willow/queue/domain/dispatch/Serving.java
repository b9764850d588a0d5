package dev.willow.queue.domain.dispatch;

import dev.willow.queue.domain.Group;
import dev.willow.queue.domain.HandOutId;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.LimiterAnswer;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Picks channels for consumers and asks the Limiter. What it lets in is handed out ([HandOuts]). Refused, a consumer tries
/// the next channel, and when none is left it waits in line.
///
/// Between two calls of [Matching#settle] nothing is decided: calls only note what there is to do.
final class Serving {
    /// How long a channel is left alone that the Limiter could not decide about (Locker is away).
    private static final Duration SUSPENSION = Duration.ofMillis(500);

    private final Questions questions;
    private final ParkingLot lot;
    private final Consumers consumers;
    private final HandOuts handOuts;
    private final Deadlines<Standing> suspended = new Deadlines<>();
    private Instant now = Instant.EPOCH;

    Serving(Questions questions, ParkingLot lot, Consumers consumers, HandOuts handOuts) {
        this.questions = questions;
        this.lot = lot;
        this.consumers = consumers;
        this.handOuts = handOuts;
    }

    void at(Instant instant) {
        now = instant;
    }

    /// Asks for as many items as a waiting consumer wants and there are. If there are none it waits in line.
    void serve(Consumer consumer) {
        consumers.leaveLine(consumer);
        Desk desk = consumer.desk;
        if (desk.isGone) {
            handOuts.refuse(consumer, new Refusal.QueueGone(desk.queue.name()));
            return;
        }
        Standing standing;
        while (questions.isLimiterThere() && consumer.wanted() > 0 && (standing = pick(consumer)) != null) {
            ask(consumer, standing);
            // Others of the group may come before all that could be asked for next, and whether they have room is what this asks.
            if (standing.group != null && consumer.asksForEnough()) break;
        }
        if (consumer.asking > 0) return;
        if (consumer.hasMetSilence || !questions.isLimiterThere()) handOuts.refuse(consumer, new Refusal.LimiterUnreachable());
        else if (consumer.isOutOfPatience) handOuts.end(consumer, new QueueEvent.NothingToHandOut(consumer.id()));
        else consumers.waitInLine(consumer);
    }

    /// Null if there is none.
    private Standing pick(Consumer consumer) {
        Standing picked = consumer.desk.pick(consumer);
        while (picked != null && picked.group == null && lot.parkByPrecedent(picked)) picked = consumer.desk.pick(consumer);
        return picked;
    }

    private void ask(Consumer consumer, Standing standing) {
        Item item = standing.next().orElseThrow();
        HandOutId handOut = consumer.nextHandOut();
        Lease lease = standing.channel.counters().running(item.id(), handOut);
        ParkedGroup via = standing.group;
        Ask ask = new Ask(lease, standing, item.id(), handOut, via, lot.memory().heard(), standing.turn);
        standing.reserve(item.id());
        standing.turn = standing.desk.nextTurn();
        standing.desk.refresh(standing);
        if (via != null) {
            via.spend();
            via.served(standing.desk);
        }
        consumer.asking++;
        questions.ask(lease, consumer.id(), answer -> answered(consumer, ask, answer));
    }

    private void answered(Consumer consumer, Ask ask, LimiterAnswer answer) {
        consumer.asking--;
        switch (answer) {
            case LimiterAnswer.Allowed() -> {
                if (ask.via() != null) ask.via().letIn();
                handOuts.grant(consumer, ask);
            }
            case LimiterAnswer.Refused refused -> refused(ask, refused);
            case LimiterAnswer.Unavailable() -> {
                if (ask.via() != null) ask.via().refund();
                consumer.hasMetSilence = true;
                ask.standing().isSuspended = true;
                suspended.set(ask.standing(), now.plus(SUSPENSION));
                ask.standing().settled(ask, false);
            }
        }
        if (consumer.asking > 0) return;
        if (!consumer.granted.isEmpty()) {
            handOuts.log(consumer);
        } else if (!consumer.isGone) {
            consumer.refusals++;
            consumers.enlist(consumer);
        }
    }

    private void refused(Ask ask, LimiterAnswer.Refused refused) {
        Group by = refused.blocker().group();
        ParkedGroup via = ask.via();
        ask.standing().failed();
        boolean isByThatGroup = via != null && via.id.equals(by);
        if (ask.standing().isGone) {
            if (via != null) via.refund();
        } else {
            boolean isParked = lot.park(ask.standing(), by, refused.decidedBy(), ask.heardBefore());
            if (via != null && isByThatGroup && isParked) via.refused();
            else if (via != null) via.refund();
        }
        ask.standing().settled(ask, false);
    }

    /// The queue is gone. Who is being handed out something finds out when that is applied.
    void queueGone(Desk desk) {
        for (Consumer consumer : consumers.all())
            if (consumer.desk == desk && !consumer.isHandingOut)
                handOuts.refuse(consumer, new Refusal.QueueGone(desk.queue.name()));
    }

    /// The Limiter is away: nobody can be served.
    void limiterLost() {
        for (Consumer consumer : consumers.all())
            if (consumers.isWaiting(consumer)) handOuts.refuse(consumer, new Refusal.LimiterUnreachable());
    }

    Optional<Instant> nextDeadline() {
        return Deadlines.earlier(consumers.nextDeadline(), suspended.next());
    }

    void tick() {
        for (Consumer consumer : consumers.takeImpatient(now))
            handOuts.end(consumer, new QueueEvent.NothingToHandOut(consumer.id()));
        for (Standing standing : suspended.takeDue(now)) {
            standing.isSuspended = false;
            if (!standing.isGone) standing.desk.refresh(standing);
        }
    }

    void clear() {
        suspended.clear();
    }
}

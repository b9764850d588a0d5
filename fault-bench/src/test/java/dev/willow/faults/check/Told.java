package dev.willow.faults.check;

import dev.willow.faults.history.Aftermath;
import dev.willow.faults.history.Fate;
import dev.willow.faults.history.HandOut;
import dev.willow.faults.history.History;
import dev.willow.faults.history.Holding;
import dev.willow.faults.history.Limit;
import dev.willow.faults.history.LockHold;
import dev.willow.faults.history.LostAnswer;
import dev.willow.faults.history.Place;
import dev.willow.faults.history.Push;
import dev.willow.faults.history.Span;
import dev.willow.faults.history.Surprise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// A history that a test tells, step by step. Times are small numbers.
final class Told {
    static final Map<String, String> MAIN = Map.of("branch", "main");

    private final List<Push> pushes = new ArrayList<>();
    private final List<HandOut> handOuts = new ArrayList<>();
    private final List<LostAnswer> lost = new ArrayList<>();
    private final List<LockHold> locks = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final List<Limit> limits = new ArrayList<>();
    private final List<Surprise> surprises = new ArrayList<>();
    private Aftermath aftermath = Aftermath.NOTHING;

    static Told that() {
        return new Told();
    }

    /// An item that is tried for ever.
    Told pushed(String payload, long from, long to, Fate fate) {
        return pushed(payload, false, Push.FOR_EVER, from, to, fate);
    }

    Told pushed(String payload, boolean updateable, int retries, long from, long to, Fate fate) {
        pushes.add(new Push("q", MAIN, payload, updateable, retries, new Span(from, to), fate));
        return this;
    }

    /// Handed out from one moment to another, and ended then.
    Told handed(String payload, long token, long asked, long from, long until, HandOut.Kind end, Fate fate) {
        return handed(payload, payload, token, 1, asked, from, until, end, fate);
    }

    Told handed(
            String payload, String itemId, long token, int attempt, long asked, long from, long until, HandOut.Kind end, Fate fate) {
        handOuts.add(new HandOut("q", MAIN, payload, itemId, token, attempt, new Holding(new Span(asked, from), until),
                new HandOut.End(end, new Span(until, until + 1), fate)));
        return this;
    }

    Told lostAnswer(long from, long to) {
        lost.add(new LostAnswer("q", new Span(from, to)));
        return this;
    }

    Told locked(int atOnce, long token, long asked, long from, long until) {
        locks.add(new LockHold("door", atOnce, token, new Holding(new Span(asked, from), until)));
        return this;
    }

    Told placed(Map<String, String> keys, long asked, long from, long until) {
        places.add(new Place(keys, new Holding(new Span(asked, from), until), "place"));
        return this;
    }

    Told limited(Limit limit) {
        limits.add(limit);
        return this;
    }

    static Limit.Change change(long limit, long from, long to, Fate fate) {
        return new Limit.Change(OptionalLong.of(limit), new Span(from, to), fate, false);
    }

    static Limit.Change deleted(long from, long to) {
        return new Limit.Change(OptionalLong.empty(), new Span(from, to), Fate.DONE, true);
    }

    static Limit.Change made(long limit, long from, long to) {
        return new Limit.Change(OptionalLong.of(limit), new Span(from, to), Fate.DONE, true);
    }

    Told surprised(String what) {
        surprises.add(new Surprise(what, 1));
        return this;
    }

    Told leaving(List<String> payloads, List<String> rests) {
        aftermath = new Aftermath(payloads, rests);
        return this;
    }

    /// The promises that were broken, each once.
    List<String> broken() {
        return Checks.of(new History(pushes, handOuts, lost, locks, places, limits, surprises, aftermath)).stream()
                .map(Violation::promise).distinct().toList();
    }
}

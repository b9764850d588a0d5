package dev.willow.faults.work;

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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// What all have seen, as they write it down.
public final class Record {
    private final Collection<Push> pushes = new ConcurrentLinkedQueue<>();
    private final Collection<HandOut> handOuts = new ConcurrentLinkedQueue<>();
    private final Collection<LostAnswer> lostAnswers = new ConcurrentLinkedQueue<>();
    private final Collection<LockHold> lockHolds = new ConcurrentLinkedQueue<>();
    private final Collection<Place> places = new ConcurrentLinkedQueue<>();
    private final Collection<Surprise> surprises = new ConcurrentLinkedQueue<>();

    /// The present moment, by the clock that all spans go by.
    public long now() {
        return System.nanoTime();
    }

    /// From a moment until now.
    Span since(long from) {
        return new Span(from, now());
    }

    void add(Push push) {
        pushes.add(push);
    }

    void add(HandOut handOut) {
        handOuts.add(handOut);
    }

    void add(LostAnswer lost) {
        lostAnswers.add(lost);
    }

    void add(LockHold hold) {
        lockHolds.add(hold);
    }

    void add(Place place) {
        places.add(place);
    }

    /// Something that should not have happened.
    public void surprise(String what) {
        surprises.add(new Surprise(what, now()));
    }

    /// How many of what there are so far.
    public Map<String, Integer> tally() {
        Map<String, Integer> tally = new TreeMap<>();
        pushes.forEach(push -> tally.merge("pushes " + word(push.fate()), 1, Integer::sum));
        for (HandOut handOut : handOuts)
            tally.merge("hand-outs, then " + word(handOut.end().kind()) + " " + word(handOut.end().fate()), 1, Integer::sum);
        tally.put("takes without an answer", lostAnswers.size());
        tally.put("locks held", lockHolds.size());
        tally.put("places taken directly", places.size());
        return tally;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// All of it.
    public History history(List<Limit> limits, Aftermath aftermath) {
        return new History(List.copyOf(pushes), List.copyOf(handOuts), List.copyOf(lostAnswers), List.copyOf(lockHolds),
                Stream.concat(places.stream(), presences()).toList(), limits, List.copyOf(surprises), aftermath);
    }

    /// Items that are certainly in their queue take places of the queue: from when they were accepted until one may be done. Those that may
    /// be dropped by a rule are left out.
    private Stream<Place> presences() {
        Map<String, Long> mayBeDone = new HashMap<>();
        for (HandOut handOut : handOuts)
            if (handOut.end().mayBeDone()) mayBeDone.merge(handOut.payload(), handOut.end().call().from(), Math::min);
        return pushes.stream()
                .filter(push -> push.fate() == Fate.DONE && !push.updateable() && push.retries() == Push.FOR_EVER)
                .map(push -> new Place(Map.of(Queues.QUEUE_KEY, push.queue()),
                        new Holding(push.call(), mayBeDone.getOrDefault(push.payload(), Long.MAX_VALUE)), "item " + push.payload()));
    }
}

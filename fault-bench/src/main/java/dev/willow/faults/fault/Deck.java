package dev.willow.faults.fault;

import dev.willow.faults.scene.Link;
import dev.willow.faults.scene.Scene;
import dev.willow.testing.process.Service;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Chooses faults as from a shuffled deck of cards: each kind comes once before any comes again.
public final class Deck {
    private enum Card {
        KILL_LOCKER, KILL_LIMITER, KILL_WILLOW, KILL_SEVERAL, KILL_AGAIN, FREEZE, SLOW_NETWORK, NO_NETWORK, CUT_REQUESTS, CUT_ANSWERS,
        FULL_DISK, SLOW_SYNCS, FAILING_SYNCS, TWO
    }

    private static final int LONGEST_DELAY_MILLIS = 1_500;
    private static final int MOST_BYTES = 400;
    private final Scene scene;
    private final Random random;
    private final Flood flood;
    private final Pattern only;
    private final Deque<Card> cards = new ArrayDeque<>();

    /// @param random decides all that is chosen
    /// @param only   matches the names of the cards to play with
    public Deck(Scene scene, Random random, Flood flood, Pattern only) {
        this.only = only;
        this.scene = scene;
        this.random = random;
        this.flood = flood;
    }

    public Fault next() {
        if (cards.isEmpty()) {
            List<Card> shuffled = new ArrayList<>(playable());
            Collections.shuffle(shuffled, random);
            cards.addAll(shuffled);
        }
        return play(cards.poll());
    }

    private Set<Card> playable() {
        Set<Card> playable = EnumSet.noneOf(Card.class);
        for (Card card : Card.values()) if (only.matcher(card.name()).matches()) playable.add(card);
        if (!scene.hasSmallDisks()) playable.remove(Card.FULL_DISK);
        if (!scene.hasStrace()) playable.removeAll(EnumSet.of(Card.SLOW_SYNCS, Card.FAILING_SYNCS));
        return playable;
    }

    private Fault play(Card card) {
        return switch (card) {
            case KILL_LOCKER -> new Kill(scene, EnumSet.of(Service.LOCKER));
            case KILL_LIMITER -> new Kill(scene, EnumSet.of(Service.LIMITER));
            case KILL_WILLOW -> new Kill(scene, EnumSet.of(Service.WILLOW));
            case KILL_SEVERAL -> new Kill(scene, several());
            case KILL_AGAIN -> new KillAgain(scene, one(), Stream.generate(() -> upTo(1_000)).limit(1 + random.nextInt(2)).toList());
            case FREEZE -> new Freeze(scene, random.nextBoolean() ? EnumSet.of(one()) : several());
            case SLOW_NETWORK -> new SlowNetwork(scene, links(), upTo(LONGEST_DELAY_MILLIS), upTo(LONGEST_DELAY_MILLIS));
            case NO_NETWORK -> new NoNetwork(scene, links());
            case CUT_REQUESTS -> new CutShort(scene, links(), false, random.nextInt(MOST_BYTES));
            case CUT_ANSWERS -> new CutShort(scene, links(), true, random.nextInt(MOST_BYTES));
            case FULL_DISK -> new FullDisk(scene, one(), flood);
            case SLOW_SYNCS -> new BadSyncs(scene, one(), Optional.of(upTo(400)));
            case FAILING_SYNCS -> new BadSyncs(scene, one(), Optional.empty());
            case TWO -> two();
        };
    }

    /// One of the network, and then one of the processes, which so are not in each other's way.
    private Fault two() {
        Card[] network = {Card.SLOW_NETWORK, Card.NO_NETWORK, Card.CUT_REQUESTS, Card.CUT_ANSWERS};
        Card[] processes = {Card.KILL_LOCKER, Card.KILL_LIMITER, Card.KILL_WILLOW, Card.KILL_SEVERAL, Card.FREEZE};
        return new Both(play(network[random.nextInt(network.length)]), play(processes[random.nextInt(processes.length)]));
    }

    private Service one() {
        return Service.values()[random.nextInt(Service.values().length)];
    }

    private Set<Service> several() {
        Set<Service> several = EnumSet.allOf(Service.class);
        if (random.nextBoolean()) several.remove(one());
        return several;
    }

    private Set<Link> links() {
        List<Link> all = new ArrayList<>(List.of(Link.values()));
        Collections.shuffle(all, random);
        return EnumSet.copyOf(all.subList(0, 1 + random.nextInt(all.size())));
    }

    private Duration upTo(int millis) {
        return Duration.ofMillis(1 + random.nextInt(millis));
    }
}

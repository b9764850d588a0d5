package dev.willow.hostile.request;

import dev.willow.hostile.document.Document;
import dev.willow.hostile.document.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// All that is tried with a service. The same seed makes the same cases, in the same order.
public final class Cases {
    private static final int TIMES = 50;
    /// One of so many.
    private static final int BY_CHANCE = 10;

    private Cases() {}

    /// Every kind of oddity in every place there is, and what chance makes. Of these, as many as are wanted, by chance again: where there are
    /// more places than that, another seed has others.
    ///
    /// @param conflicts tried again and again among the others
    /// @param wanted    how many
    public static List<Case> of(Document document, List<Case> conflicts, long seed, int wanted) {
        Random random = new Random(seed);
        List<Case> cases = new ArrayList<>();
        for (Operation operation : document.operations()) {
            new FieldCases(cases::add, random).of(operation);
            new BodyCases(cases::add, random).of(operation);
            new TargetCases(document, cases::add, random).of(operation);
            new HeaderCases(cases::add, random).of(operation);
            new WireCases(cases::add, random).of(operation);
        }
        for (Case conflict : conflicts) cases.addAll(Collections.nCopies(TIMES, conflict));
        Dice dice = new Dice(document.operations());
        for (int left = Math.max(wanted - cases.size(), wanted / BY_CHANCE); left > 0; left--) cases.add(dice.next(random));
        Collections.shuffle(cases, random);
        List<Case> numbered = new ArrayList<>(wanted);
        for (Case each : cases.subList(0, wanted)) numbered.add(each.numbered(numbered.size()));
        return numbered;
    }
}

package dev.willow.faults.history;

import java.util.List;

/// All that happened in one run.
///
/// @param places beside the hand-outs, which are places as well
public record History(
        List<Push> pushes, List<HandOut> handOuts, List<LostAnswer> lostAnswers, List<LockHold> lockHolds, List<Place> places,
        List<Limit> limits, List<Surprise> surprises, Aftermath aftermath) {
    public static final History EMPTY = new History(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Aftermath.NOTHING);
}

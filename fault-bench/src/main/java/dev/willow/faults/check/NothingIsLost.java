package dev.willow.faults.check;

import static java.util.stream.Collectors.groupingBy;

import dev.willow.faults.history.HandOut;
import dev.willow.faults.history.Fate;
import dev.willow.faults.history.History;
import dev.willow.faults.history.Push;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every item that was accepted was done, is still there, was updated away, or has used up its attempts.
final class NothingIsLost implements Check {
    @Override
    public List<Violation> violations(History history) {
        Map<String, List<HandOut>> handOuts = history.handOuts().stream().collect(groupingBy(HandOut::payload));
        Map<Map<String, String>, List<Push>> channels = history.pushes().stream().collect(groupingBy(Push::channel));
        Set<String> left = new HashSet<>(history.aftermath().payloads());
        return history.pushes().stream()
                .filter(push -> push.fate() == Fate.DONE && !left.contains(push.payload()))
                .filter(push -> {
                    List<HandOut> its = handOuts.getOrDefault(push.payload(), List.of());
                    return its.stream().noneMatch(it -> it.end().mayBeDone())
                            && !mayBeReplaced(push, channels.get(push.channel()))
                            && !mayHaveFailed(push, its, history);
                })
                .map(push -> new Violation("nothing is lost", "accepted, but neither done nor dropped by a rule nor there: " + push
                        + ", handed out: " + handOuts.getOrDefault(push.payload(), List.of())))
                .toList();
    }

    /// Whether there may have been a newer one while it waited, or was to wait again after a failure.
    private static boolean mayBeReplaced(Push push, List<Push> ofItsKeys) {
        return push.updateable() && ofItsKeys.stream().anyMatch(other -> other != push && other.isBeside(push)
                && other.fate() != Fate.REFUSED && !other.call().isBefore(push.call()));
    }

    /// Whether all its attempts may have been used up: by those who had it, and by those who may have had it without learning of it.
    private static boolean mayHaveFailed(Push push, List<HandOut> its, History history) {
        if (push.retries() == Push.FOR_EVER) return false;
        long seen = its.stream().filter(it -> it.end().mayUseAttempt()).count();
        if (seen > push.retries()) return true;
        long unseen = history.lostAnswers().stream()
                .filter(lost -> lost.queue().equals(push.queue()) && !lost.call().isBefore(push.call())).count();
        return seen + unseen > push.retries();
    }
}

package dev.willow.queue.domain;

import java.time.Duration;
import java.util.List;

/// How much there is in the queues at a moment, from numbers that are at hand.
///
/// @param queues        how many there are
/// @param named         the first queues by their names
/// @param others        all other queues together
/// @param rules         the first rules by their names, of those that hold channels back
/// @param otherRules    all other rules together
/// @param isLimiterThere whether anything is handed out at present
public record QueueFigures(
        int queues, List<OfQueue> named, OfQueue others, List<OfRule> rules, OfRule otherRules, boolean isLimiterThere) {
    public QueueFigures {
        named = List.copyOf(named);
        rules = List.copyOf(rules);
    }

    /// @param consumers callers that wait for an item
    /// @param heldBack  channels that a limit holds back
    /// @param oldest    how long the item waits that has waited longest, of those that are next in their channels; zero if none waits
    public record OfQueue(String queue, int channels, int waiting, int processing, int consumers, int heldBack, Duration oldest) {
        public OfQueue plus(OfQueue other) {
            return new OfQueue(
                    queue, channels + other.channels, waiting + other.waiting, processing + other.processing,
                    consumers + other.consumers, heldBack + other.heldBack,
                    oldest.compareTo(other.oldest) > 0 ? oldest : other.oldest);
        }

        /// What is left without another, with the oldest of what is left.
        public OfQueue minus(OfQueue other, Duration oldestLeft) {
            return new OfQueue(
                    queue, channels - other.channels, waiting - other.waiting, processing - other.processing,
                    consumers - other.consumers, heldBack - other.heldBack, oldestLeft);
        }
    }

    /// @param heldBack channels that groups of this rule and its overrides hold back
    public record OfRule(String rule, int heldBack) {
        public OfRule plus(OfRule other) {
            return new OfRule(rule, heldBack + other.heldBack);
        }
    }
}

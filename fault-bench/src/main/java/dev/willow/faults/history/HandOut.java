package dev.willow.faults.history;

import java.util.Map;

/// An item that a consumer was given.
///
/// @param itemId  of the service; a later payload may come under the same id
/// @param token   the fencing token
/// @param attempt from 1
/// @param end     how the consumer ended the work on it
public record HandOut(
        String queue, Map<String, String> channel, String payload, String itemId, long token, int attempt, Holding holding, End end) {

    /// What a consumer said at the end.
    ///
    /// @param fate REFUSED: it was not the consumer's any more
    public record End(Kind kind, Span call, Fate fate) {
        /// Whether the item may be gone by this, as work that was done.
        public boolean mayBeDone() {
            return kind == Kind.SUCCEEDED && fate != Fate.REFUSED;
        }

        /// Whether an attempt may be used up by this.
        public boolean mayUseAttempt() {
            return kind != Kind.RELEASED || fate != Fate.DONE;
        }
    }

    public enum Kind {
        SUCCEEDED,
        FAILED,
        RELEASED,
        /// The consumer said nothing any more, as if it had died.
        LEFT
    }
}

package dev.willow.limiter.domain;

import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.engine.Command;
import dev.willow.engine.RequestId;
import java.util.List;
import java.util.Optional;

/// What can be done to the limit table.
public sealed interface LimiterCommand extends Command {

    /// Done for a caller, who is told the outcome.
    sealed interface Asked extends LimiterCommand {
        RequestId by();

        @Override
        default Optional<RequestId> request() {
            return Optional.of(by());
        }
    }

    record CreateRule(RequestId by, Bound.Rule rule) implements Asked {}

    /// @param rule its name or id
    record ChangeRule(RequestId by, String rule, Terms.Change change) implements Asked {}

    /// @param rule its name or id; its overrides go with it
    record DeleteRule(RequestId by, String rule) implements Asked {}

    /// @param rule name or id of the rule that it belongs to
    /// @param id   of the new override
    record CreateOverride(RequestId by, String rule, String id, String name, KeyPatterns keys, Terms terms)
            implements Asked {}

    record ChangeOverride(RequestId by, String rule, String override, Terms.Change change) implements Asked {}

    record DeleteOverride(RequestId by, String rule, String override) implements Asked {}

    /// @param waits        whether to wait in line where it does not fit
    /// @param rulesVersion of the rules for which the group locks were found to be held; under other rules nothing is
    ///                     added and the gate runs again
    record Add(RequestId by, Addition addition, boolean waits, long rulesVersion) implements Asked {}

    /// Takes plain additions away. Asks no rules.
    ///
    /// @param places at least 1
    record Subtract(RequestId by, KeyValues counter, long places) implements Asked {}

    /// Takes one lease away, once.
    record RemoveLease(RequestId by, KeyValues counter, String lease) implements Asked {}

    /// Makes the counter stand at this number, with no leases. Asks no rules; 0 or below: the counter is gone.
    record SetNumber(RequestId by, KeyValues counter, long number) implements Asked {}

    /// These leases were not kept alive, or were granted to a caller that had left. They are named by their grants, so that a newer lease of the same id stays.
    record Lapse(List<Long> grants) implements LimiterCommand {
        public Lapse {
            grants = List.copyOf(grants);
        }
    }

    /// An addition that waits in line is withdrawn.
    ///
    /// @param unlocked why its locks could not be had, if that is the reason; otherwise its caller left or lost patience
    record Withdraw(RequestId addition, Optional<String> unlocked) implements LimiterCommand {}

    /// An addition that waits in line is to wait no longer, because somebody asked once with the same idempotency key: it is refused, for good.
    record Decide(RequestId addition) implements LimiterCommand {}

    /// The group locks that an addition in line needs under these rules are held: it may be granted.
    record Cover(RequestId addition, long rulesVersion) implements LimiterCommand {}

    /// Group locks are about to be given up, or were lost: additions in line that need one of them are not granted until
    /// they are covered again.
    ///
    /// @param locks empty: all of them
    record Uncover(List<KeyValues> locks) implements LimiterCommand {
        public Uncover {
            locks = List.copyOf(locks);
        }
    }

    /// From here on leases may be answered before they are in the log, or no longer; see [BackedLeases].
    record AnswerAhead(boolean isOn) implements LimiterCommand {}

    /// Remembers under which session of Locker the group locks are taken from now on, so that a successor can close it.
    record UseSession(String session) implements LimiterCommand {}
}

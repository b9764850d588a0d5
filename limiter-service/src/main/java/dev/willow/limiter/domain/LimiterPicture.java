package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An immutable picture of the limit table's hard state. The sums are not in it: they follow from rules and counters.
///
/// @param sequence    the last number given to a counter, a grant or an addition in line
/// @param leaderRun   how many leaders there were
/// @param lockSession under which session of Locker group locks were taken last
/// @param answersAhead whether leases may have been answered that are not in it
/// @param counters    in the order in which they came
/// @param line        in the order of arrival
public record LimiterPicture(
        long rulesVersion, long sequence, long leaderRun, Optional<String> lockSession, boolean answersAhead, List<RuleState> rules,
        List<CounterPicture> counters, List<WaiterPicture> line) {

    public LimiterPicture {
        rules = List.copyOf(rules);
        counters = List.copyOf(counters);
        line = List.copyOf(line);
    }

    /// @param leases oldest first
    public record CounterPicture(String id, KeyValues counter, long number, List<LeasePicture> leases) {
        public CounterPicture {
            leases = List.copyOf(leases);
        }
    }

    public record LeasePicture(String id, long grant, long places, Duration timeout) {}

    public record WaiterPicture(
            RequestId by, long arrival, Addition addition, List<GroupKey> heldBackBy, List<KeyValues> locks, boolean covered) {
        public WaiterPicture {
            heldBackBy = List.copyOf(heldBackBy);
            locks = List.copyOf(locks);
        }
    }
}

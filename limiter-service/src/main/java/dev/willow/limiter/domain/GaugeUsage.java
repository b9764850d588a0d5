package dev.willow.limiter.domain;

/// How much of one limit is used. Only those groups count that somebody is in whom this very limit is asked about: a rule that an
/// override replaces for all counters of a group holds back nobody there.
final class GaugeUsage {
    private final RuleUsage rule;
    private final Occurrences<Long> sums = new Occurrences<>();
    private Limit limit;
    private double share;
    private long full;

    GaugeUsage(RuleUsage rule, Limit limit) {
        this.rule = rule;
        this.limit = limit;
        rule.join();
    }

    /// The share of the limit that the fullest group uses: 1 when it is at its limit, more when it is above, 0 if nothing is limited.
    double share() {
        return share;
    }

    long full() {
        return full;
    }

    /// A group moved from one sum to another.
    ///
    /// @param counted whether it counted before
    /// @param counts  whether it does now
    void moved(boolean counted, long before, boolean counts, long after) {
        if (counted) sums.remove(before);
        if (counts) sums.add(after);
        setFull(full - (counted && isFull(before) ? 1 : 0) + (counts && isFull(after) ? 1 : 0));
        setShare();
    }

    void limitChanged(Limit other) {
        limit = other;
        setFull(limit instanceof Limit.AtMost(long most) ? sums.from(most) : 0);
        setShare();
    }

    private boolean isFull(long sum) {
        return limit.placesBeside(sum) == 0;
    }

    private void setFull(long now) {
        if (now != full) rule.fullChanged(now - full);
        full = now;
    }

    private void setShare() {
        double before = share;
        long highest = sums.highest(0L);
        share = switch (limit) {
            case Limit.Unlimited _ -> 0;
            case Limit.AtMost(long most) when most == 0 -> highest > 0 ? 1 : 0;
            case Limit.AtMost(long most) -> (double) highest / most;
        };
        rule.shareChanged(before, share);
    }
}

package dev.willow.limiter.domain;

/// How much of a rule's limit, and of those of its overrides, is used: kept up with every change of a sum, so that nobody has to go
/// through the groups to know.
final class RuleUsage {
    private final String rule;
    private final Usages all;
    private final Occurrences<Double> shares = new Occurrences<>();
    private double highest;
    private long full;

    RuleUsage(String rule, Usages all) {
        this.rule = rule;
        this.all = all;
    }

    String rule() {
        return rule;
    }

    /// The share of its limit that the fullest of all groups uses.
    double highest() {
        return highest;
    }

    /// How many groups are at their limit.
    long full() {
        return full;
    }

    /// One more gauge belongs to the rule. Nothing counts in it yet.
    void join() {
        shares.add(0.0);
    }

    /// A gauge belongs to the rule no longer.
    void leave(GaugeUsage gone) {
        shares.remove(gone.share());
        fullChanged(-gone.full());
        highestChanged();
    }

    void shareChanged(double before, double after) {
        if (before == after) return;
        shares.remove(before);
        shares.add(after);
        highestChanged();
    }

    void fullChanged(long by) {
        full += by;
        all.fullChanged(by);
    }

    private void highestChanged() {
        double now = shares.highest(0.0);
        if (now == highest) return;
        all.sharing(this, () -> highest = now);
    }
}

package dev.willow.limiter.domain;

/// Numbers that are given once: to counters, to grants of leases and to additions in line.
final class Sequence {
    private long last;

    long next() {
        return ++last;
    }

    long last() {
        return last;
    }

    void restore(long restored) {
        last = restored;
    }
}

package dev.willow.faults.overload;

import java.time.Duration;

/// How much of what comes.
///
/// @param heap      of each service, as Java takes it (`256m`)
/// @param lasting   how long it all goes on together
/// @param waiters   connections that ask for an item that never comes
/// @param silent    connections that say nothing
/// @param slowHeads connections that send a byte of a head each second
/// @param slowBodies connections that send a byte of a body each second
/// @param nonReaders connections that ask for large answers and do not read them
/// @param callers    connections over which is called at a fixed rate
/// @param times      how many times as much they ask for as the service does for a few callers
public record Plan(
        String heap, Duration lasting, int waiters, int silent, int slowHeads, int slowBodies, int nonReaders, int callers, int times) {

    /// 5,000 connections at a service with a heap of 256 MiB.
    public static final Plan OF_A_BUILD = new Plan("256m", Duration.ofSeconds(6), 2_000, 1_000, 500, 500, 200, 800, 10);

    Plan lasting(Duration longer) {
        return new Plan(heap, longer, waiters, silent, slowHeads, slowBodies, nonReaders, callers, times);
    }

    Plan withHeap(String other) {
        return new Plan(other, lasting, waiters, silent, slowHeads, slowBodies, nonReaders, callers, times);
    }

    /// Connections at one service.
    public int connections() {
        return waiters + silent + slowHeads + slowBodies + nonReaders + callers;
    }
}

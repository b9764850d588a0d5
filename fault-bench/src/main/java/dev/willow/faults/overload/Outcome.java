package dev.willow.faults.overload;

import java.time.Duration;
import java.util.Set;

/// What came of it.
///
/// @param allLive     whether no service ended
/// @param perSecond   pushes that eight callers alone got done in a second, before
/// @param asked       how many times as much was asked for, as far as this machine got to ask
/// @param heapBefore  MiB of Willow's heap in use after a collection, before the crowd came
/// @param heapAmid    while it was there
/// @param heapAfter   when it had gone
/// @param heapMost    that there may be
/// @param ordinary    how long twenty rounds of push, take and ack took before the crowd came
/// @param recovery    from when all hung up until the last round that failed, or took longer than it may; twenty that did not followed
/// @param lost        what was answered with 2xx and was not there afterwards
/// @param pushed      how much was answered with 2xx
/// @param mostAtATime limited items that ran at a time
public record Outcome(
        boolean allLive, double perSecond, double asked, long heapBefore, long heapAmid, long heapAfter, long heapMost, Duration ordinary, Duration recovery,
        Set<String> lost, int pushed, int mostAtATime, Tally callers, Tally waiters, Tally slowSenders, Tally largest, Tally tooLarge,
        Tally workers, Tally health) {

    @Override
    public String toString() {
        return """
                pushes before, by 8 callers          %,.0f/s; then %.1f times as many were asked for
                callers                              %s
                callers that wait                    %s
                senders of a byte a second           %s
                bodies of just the limit             %s
                bodies over it                       %s
                takers and acks of limited items     %s
                /health                              %s
                Willow's heap after a collection     %d MiB before, %d amid, %d after, of %d MiB
                all as before after                  %d ms, of which twenty rounds in a row are the proof; before they took %d ms
                answered with 2xx and lost           %d of %,d
                limited items that ran at a time     %d of %d""".formatted(
                perSecond, asked, callers, waiters, slowSenders, largest, tooLarge, workers, health, heapBefore, heapAmid, heapAfter, heapMost,
                recovery.toMillis(), ordinary.toMillis(), lost.size(), pushed, mostAtATime, Calls.LIMIT);
    }
}

package dev.willow.queue.remote;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.remote.LimiterPort.Change;
import dev.willow.queue.remote.LimiterPort.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/// What travels to the Limiter in one call.
final class Batch {
    /// Three quarters of the megabyte that services accept by default.
    private static final int MOST_BYTES = 768 * 1024;
    private static final int AROUND_A_CHANGE = 160;
    private static final int AROUND_A_PAIR = 32;

    /// The most bytes that JSON makes of one character of text: `\\u0000`.
    private static final int PER_CHARACTER = 6;

    private Batch() {}

    /// Takes what is of one kind from the front of a line, as much as fits in one call. The changes of a call may take effect in any
    /// order, so none of them removes what another adds.
    ///
    /// @param most how many there may be
    static <E extends Errand> List<E> take(Queue<? super E> line, Class<E> kind, int most) {
        List<E> taken = new ArrayList<>();
        Map<Lease, Boolean> kinds = new HashMap<>();
        int size = 0;
        while (kind.isInstance(line.peek()) && taken.size() < most) {
            E next = kind.cast(line.peek());
            size += sizeOf(next.lease());
            if (size > MOST_BYTES && !taken.isEmpty()) break;
            Boolean before = kinds.putIfAbsent(next.lease(), next.isAddition());
            if (before != null && before != next.isAddition()) break;
            taken.add(next);
            line.remove();
        }
        return taken;
    }

    /// @return one reply for each, in their order
    static CompletableFuture<List<Reply>> send(LimiterPort limiter, List<? extends Errand> errands) {
        RequestIdChain ids = new RequestIdChain();
        errands.forEach(errand -> ids.add(errand.requestId()));
        return limiter.change(
                errands.stream().map(errand -> new Change(errand.lease(), errand.isAddition())).toList(), ids.toHeader());
    }

    /// No less than what the change of this lease takes up in a body.
    private static int sizeOf(Lease lease) {
        return AROUND_A_CHANGE + PER_CHARACTER * lease.id().length() + sizeOf(lease.counter());
    }

    private static int sizeOf(KeyValues counter) {
        int size = 0;
        for (Map.Entry<String, Value> pair : counter)
            size += AROUND_A_PAIR + PER_CHARACTER * (pair.getKey().length() + pair.getValue().data().length());
        return size;
    }
}

package dev.willow.testing.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/// Notes the calls of many callers at once. Any thread may call; one call's own methods belong to its caller.
public final class Recorder<I, O> {
    private final LongSupplier clock;
    private final long start;
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Queue<Operation<I, O>> added = new ConcurrentLinkedQueue<>();

    /// @param nanos a clock that never goes back, such as `System::nanoTime`; the history begins at 0 when this is made
    public Recorder(LongSupplier nanos) {
        clock = nanos;
        start = nanos.getAsLong();
    }

    /// Nanoseconds since this recorder was made.
    public long now() {
        return clock.getAsLong() - start;
    }

    /// To be called right before the call is sent.
    public Call calling(int caller, I input) {
        Call call = new Call(caller, input);
        calls.add(call);
        return call;
    }

    /// Notes something of which all is known, such as what was done to the service rather than asked of it.
    public void add(Operation<I, O> operation) {
        added.add(operation);
    }

    /// What was noted so far, in no particular order. A call that has not ended counts as lost.
    public List<Operation<I, O>> history() {
        List<Operation<I, O>> history = new ArrayList<>(added);
        for (Call call : calls) call.noted().ifPresent(history::add);
        return history;
    }

    /// A call under way.
    public final class Call {
        private final int caller;
        private final I input;
        private final long called = now();
        private volatile End<O> end = new End<>(Optional.empty(), Operation.NEVER, true);

        private Call(int caller, I input) {
            this.caller = caller;
            this.input = input;
        }

        /// The answer is here. To be called as soon as it is.
        public void returned(O output) {
            end = new End<>(Optional.of(output), now(), true);
        }

        /// No answer will come, and whatever the call did is done by now: who worked on it is gone.
        public void cutOff() {
            end = new End<>(Optional.empty(), now(), true);
        }

        /// The call never reached the service: there was no call.
        public void neverSent() {
            end = new End<>(Optional.empty(), now(), false);
        }

        private Optional<Operation<I, O>> noted() {
            End<O> now = end;
            return now.sent ? Optional.of(new Operation<>(caller, input, now.output, called, now.at)) : Optional.empty();
        }
    }

    private record End<O>(Optional<O> output, long at, boolean sent) {}
}

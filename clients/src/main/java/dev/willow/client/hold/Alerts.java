package dev.willow.client.hold;

import dev.willow.common.time.Ticker;
import java.util.Optional;
import java.util.function.Consumer;

/// Whom to tell when a hold is lost, or an item superseded.
///
/// @param lost                    told of a hold that was lost
/// @param superseded              told of an item for which a newer one waits
/// @param interruptWhenLost       whether to interrupt the thread that took the hold
/// @param interruptWhenSuperseded likewise
record Alerts(
        Consumer<? super Hold> lost, Consumer<? super Hold> superseded, boolean interruptWhenLost, boolean interruptWhenSuperseded) {
    static final Alerts NONE = new Alerts(hold -> {}, hold -> {}, false, false);

    Alerts lost(Consumer<? super Hold> listener) {
        return new Alerts(listener, superseded, interruptWhenLost, interruptWhenSuperseded);
    }

    Alerts superseded(Consumer<? super Hold> listener) {
        return new Alerts(lost, listener, interruptWhenLost, interruptWhenSuperseded);
    }

    Alerts interruptingWhenLost() {
        return new Alerts(lost, superseded, true, interruptWhenSuperseded);
    }

    Alerts interruptingWhenSuperseded() {
        return new Alerts(lost, superseded, interruptWhenLost, true);
    }

    /// The alerts of one hold. The calling thread is the one that is interrupted.
    ///
    /// @param ticker starts the threads of listeners
    Bell bell(Ticker ticker) {
        return new Bell(this, ticker, Thread.currentThread());
    }

    /// Tells of one hold, of each thing at most once. Listeners run on a thread of their own; an interrupt is only sent while the hold is
    /// open, so that it never hits what the worker does next.
    static final class Bell implements Keeping.Watch {
        private final Alerts alerts;
        private final Ticker ticker;
        private final Thread worker;
        private Optional<Hold> hold = Optional.empty();
        private boolean isLost;
        private boolean isSuperseded;
        private boolean isClosed;
        private boolean hasInterrupted;

        private Bell(Alerts alerts, Ticker ticker, Thread worker) {
            this.alerts = alerts;
            this.ticker = ticker;
            this.worker = worker;
        }

        /// What is told of is there now. What happened before is told at once.
        synchronized void ring(Hold subject) {
            hold = Optional.of(subject);
            if (isLost) tell(alerts.lost, alerts.interruptWhenLost);
            if (isSuperseded) tell(alerts.superseded, alerts.interruptWhenSuperseded);
        }

        @Override
        public synchronized void lost() {
            if (isLost) return;
            isLost = true;
            tell(alerts.lost, alerts.interruptWhenLost);
        }

        @Override
        public synchronized void superseded() {
            if (isSuperseded) return;
            isSuperseded = true;
            tell(alerts.superseded, alerts.interruptWhenSuperseded);
        }

        synchronized boolean isSuperseded() {
            return isSuperseded;
        }

        private void tell(Consumer<? super Hold> listener, boolean interrupts) {
            if (hold.isEmpty() || isClosed) return;
            Hold subject = hold.get();
            if (listener != NONE.lost && listener != NONE.superseded)
                ticker.start("willow-client-alert", () -> listener.accept(subject));
            if (!interrupts) return;
            hasInterrupted = true;
            worker.interrupt();
        }

        /// Nothing is told any more. If the worker closes what it was interrupted for, the interrupt has done its work.
        synchronized void close() {
            isClosed = true;
            if (hasInterrupted && Thread.currentThread() == worker) Thread.interrupted();
            hasInterrupted = false;
        }
    }
}

package dev.willow.simulation.network;

import dev.willow.common.time.Ticker;
import dev.willow.simulation.time.Chance;
import dev.willow.simulation.time.Life;
import dev.willow.simulation.time.Timeline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/// Carries calls, well or badly.
public final class Network {
    private final Timeline timeline;
    private Weather weather = Weather.FAIR;
    private final Life wires;
    private int underWay;

    public Network(Timeline timeline) {
        this.timeline = timeline;
        this.wires = new Life(timeline, "network");
    }

    /// How badly, in so many of a hundred calls.
    ///
    /// @param lost  on their way there or back
    /// @param late  by seconds, there or back
    /// @param twice answered
    public record Weather(double lost, double late, double twice) {
        public static final Weather FAIR = new Weather(0, 0, 0);
    }

    public void turnTo(Weather other) {
        weather = other;
    }

    /// Calls without an answer, but for those that wait in line.
    public int underWay() {
        return underWay;
    }

    /// @param callee   who is at the other end, if anybody, when the call gets there
    /// @param what     is called, for the trace
    /// @param patience how long the caller waits for an answer
    /// @param isInLine whether it may well take as long as that
    /// @param serve    what the callee does
    /// @return fails with a [CallFailure]; cancelling it hangs up
    public <T> CompletableFuture<T> call(
            Life caller, Supplier<Optional<Life>> callee, String what, Duration patience, boolean isInLine,
            Function<Life, Served<T>> serve) {
        Call<T> call = new Call<>(caller, what, isInLine);
        call.send(callee, patience, serve);
        return call.answer;
    }

    private final class Call<T> {
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        /// The caller has its answer, wants it no more, or is dead. (To the dead nothing is told: they would go on.)
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private final Chance chance = timeline.chance();
        private final Life caller;
        private final String what;
        private final boolean isLost = chance.percent(weather.lost);
        private final boolean isLostOnItsWay = isLost && chance.percent(50);
        private final boolean isLate = chance.percent(weather.late);
        private final boolean isLateThere = isLate && chance.percent(50);
        private final boolean isTwice = chance.percent(weather.twice);
        private boolean isSent;

        Call(Life caller, String what, boolean isInLine) {
            this.caller = caller;
            this.what = what;
            answer.whenComplete((_, _) -> over.complete(null));
            if (isInLine) return;
            underWay++;
            over.thenRun(() -> underWay--);
        }

        void send(Supplier<Optional<Life>> callee, Duration patience, Function<Life, Served<T>> serve) {
            Runnable callerDied = () -> over.complete(null);
            caller.onDeath(callerDied);
            Ticker.Alarm alarm = caller.after(patience, what + " timed out", () -> fail("no answer in time", true));
            over.thenRun(() -> {
                caller.noLongerOnDeath(callerDied);
                alarm.cancel();
            });
            if (isLostOnItsWay) reset();
            else timeline.after(delay(isLateThere), what, wires, () -> arrive(callee.get(), serve));
        }

        private void arrive(Optional<Life> there, Function<Life, Served<T>> serve) {
            if (there.isEmpty()) {
                back(() -> fail("connection refused", false));
                return;
            }
            Life service = there.get();
            Served<T> served = serve.apply(service);
            Runnable serviceDied = () -> back(() -> fail("connection reset", true));
            service.onDeath(serviceDied);
            served.answer().whenComplete((value, failure) -> {
                service.noLongerOnDeath(serviceDied);
                isSent = true;
                if (isLost) reset();
                else back(() -> deliver(value, failure));
                if (isTwice && !isLost) back(() -> deliver(value, failure));
            });
            over.thenRun(() -> {
                // A connection that was closed is found so after a while, and not if all was written by then.
                if (!isSent) service.after(chance.millis(0, 400), what + " hung up", () -> hangUp(served));
            });
        }

        private void hangUp(Served<T> served) {
            if (!isSent || chance.percent(50)) served.hangUp().run();
        }

        private void deliver(T value, Throwable failure) {
            if (failure == null) answer.complete(value);
            else fail("503 " + failure.getMessage(), true);
        }

        /// The caller finds the connection broken, or waits until its patience is over.
        private void reset() {
            if (chance.percent(50)) timeline.after(chance.millis(1, 300), what + " reset", caller, () -> fail("connection reset", true));
        }

        private void back(Runnable task) {
            timeline.after(delay(isLate && !isLateThere), what + " back", caller, task);
        }

        private void fail(String reason, boolean isEffectUnknown) {
            answer.completeExceptionally(new CallFailure(what + ": " + reason, isEffectUnknown));
        }

        private Duration delay(boolean isSlow) {
            return isSlow ? chance.millis(50, 15_000) : chance.micros(50, 2_000);
        }
    }
}

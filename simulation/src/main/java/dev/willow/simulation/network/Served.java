package dev.willow.simulation.network;

import dev.willow.common.time.Ticker;
import dev.willow.simulation.time.Life;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What the service that was called makes of a call.
///
/// @param hangUp its caller is gone
public record Served<T>(CompletableFuture<T> answer, Runnable hangUp) {

    /// A call that is answered as soon as the engine gets to it.
    public static <T> Served<T> soon(CompletableFuture<T> answer) {
        return new Served<>(answer, () -> {});
    }

    /// A call that waits in line, as the waiting room of a service has it.
    ///
    /// @param patience  how long; zero asks once
    /// @param giveUp    tells the engine that the caller waits no longer; it then has a moment for its last word
    /// @param silence   the answer when there was no last word
    /// @param takesBack gets an answer that came when there was no caller any more
    public static <T> Served<T> inLine(
            Life service, CompletableFuture<T> outcome, Duration patience, Runnable giveUp, Supplier<T> silence, Consumer<T> takesBack) {
        return new Line<>(service, outcome, giveUp, silence, takesBack).served(patience);
    }

    private static final class Line<T> {
        private static final Duration LAST_WORD_WITHIN = Duration.ofSeconds(10);
        private final Life service;
        private final CompletableFuture<T> outcome;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private final Runnable giveUp;
        private final Supplier<T> silence;
        private final Consumer<T> takesBack;
        private boolean isGone;

        Line(Life service, CompletableFuture<T> outcome, Runnable giveUp, Supplier<T> silence, Consumer<T> takesBack) {
            this.service = service;
            this.outcome = outcome;
            this.giveUp = giveUp;
            this.silence = silence;
            this.takesBack = takesBack;
        }

        Served<T> served(Duration patience) {
            outcome.whenComplete((event, failure) -> {
                if (failure == null) answer.complete(event);
                else if (outcome.isCancelled()) answer.complete(silence.get());
                else answer.completeExceptionally(failure);
            });
            if (patience.isZero()) {
                endPatience();
            } else if (!outcome.isDone()) {
                Ticker.Alarm alarm = service.after(patience, "patience is over", this::endPatience);
                outcome.whenComplete((_, _) -> alarm.cancel());
            }
            return new Served<>(answer, this::hangUp);
        }

        private void endPatience() {
            if (isGone || outcome.isDone()) return;
            giveUp.run();
            if (!outcome.isDone()) service.after(LAST_WORD_WITHIN, "no last word", this::endInSilence);
        }

        private void endInSilence() {
            if (isGone || outcome.isDone()) return;
            outcome.thenAccept(takesBack);
            answer.complete(silence.get());
        }

        private void hangUp() {
            if (isGone) return;
            isGone = true;
            if (!outcome.isDone()) giveUp.run();
            outcome.thenAccept(takesBack);
        }
    }
}

package dev.willow.client;

import dev.willow.common.time.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/// Makes a call again while its service is away: at another of its URLs, or after a pause.
///
/// @param closed completes when the client is closed, which ends every pause
record Retrier(
        RetryPolicy policy, Endpoints endpoints, Ticker ticker, RandomGenerator chance, CompletableFuture<Void> closed) {

    /// This one, but every failure reaches the caller. It still leaves a URL that fails.
    Retrier never() {
        return new Retrier(RetryPolicy.NONE, endpoints, ticker, chance, closed);
    }

    /// One try of a call.
    @FunctionalInterface
    interface Try {
        /// @throws UnavailableException if the service is away
        Answer of(URI url, Call call);
    }

    /// That a wait ran out decides nothing for its key. So where an earlier try may be on its way or in line yet, and would be granted what nobody
    /// gives back, the call is made once more and asks once, which does.
    ///
    /// @param mayRepeat whether the call may be made again though it is unknown whether it took effect
    Answer call(Call call, boolean mayRepeat, Try made) {
        long begun = ticker.nanos();
        Backoff backoff = null;
        Call now = call;
        boolean mayBeInLine = false;
        while (true) {
            URI url = endpoints.preferred();
            try {
                return made.of(url, now);
            } catch (UnavailableException away) {
                endpoints.avoid(url);
                if (!policy.asksAgain() || closed.isDone() || away.isEffectUnknown() && !mayRepeat) throw away;
                if (backoff == null) backoff = new Backoff(policy, chance, endpoints.count(), ticker.nanos());
                Duration pause = backoff.next(ticker.nanos(), away.retryAfter()).orElseThrow(() -> away);
                pause(pause, away.requestId());
                if (closed.isDone()) throw away;
                mayBeInLine |= away.isEffectUnknown();
                now = call.waited(Duration.ofNanos(ticker.nanos() - begun), mayBeInLine);
            } catch (NotGrantedException notInTime) {
                if (!mayBeInLine || !now.waits()) throw notInTime;
                now = now.waiting(Duration.ZERO);
            }
        }
    }

    private void pause(Duration length, Optional<String> requestId) {
        if (length.isZero()) return;
        try {
            ticker.await(closed, length);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedCallException(interrupted, requestId);
        }
    }
}

package dev.willow.kit.app;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// What callers of the tiny service wait for, in the hands of the test.
@Component
public class Turns {
    private final BlockingQueue<Turn> entered = new LinkedBlockingQueue<>();

    /// @param answer completed by the test
    /// @param gaveUp completes when the engine would be told to give up
    /// @param undone completes with an answer that found nobody
    /// @param looked  completes when the caller was found to be there and its answer is about to be sent
    /// @param maySend what the controller waits for before it sends the answer; the test puts another in its way
    public record Turn(
            CompletableFuture<String> answer, CompletableFuture<Void> gaveUp, CompletableFuture<String> undone,
            CompletableFuture<Void> looked, CompletableFuture<Void> maySend) {}

    /// Until then, controllers hold their answers back.
    public volatile CompletableFuture<Void> maySend = CompletableFuture.completedFuture(null);

    Turn enter() {
        Turn turn = new Turn(new CompletableFuture<>(), new CompletableFuture<>(), new CompletableFuture<>(), new CompletableFuture<>(), maySend);
        entered.add(turn);
        return turn;
    }

    /// The next caller that came to wait.
    public Turn next() throws InterruptedException {
        Turn turn = entered.poll(20, TimeUnit.SECONDS);
        if (turn == null) throw new AssertionError("nobody came to wait");
        return turn;
    }
}

package dev.willow.engine.log.ratis;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits until Ratis has cleared the log, though not for one that broke down meanwhile.
final class Clearing {
    static final long TIMEOUT_MILLIS = 10_000;

    private Clearing() {}

    static void await(CompletableFuture<?> cleared) throws IOException {
        try {
            cleared.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the log was cleared", interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException("the log could not be cleared", failed);
        }
    }
}

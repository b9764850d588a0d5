package dev.willow.queue.remote;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes on with what the Limiter says.
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /// Goes on with an answer, or with why there is none. What then throws is a defect, and the log says so.
    static <T> void on(CompletableFuture<T> answer, Consumer<T> then, Consumer<Throwable> otherwise) {
        answer.handle((value, failure) -> {
            if (failure == null) then.accept(value);
            else otherwise.accept(failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
            return true;
        }).exceptionally(defect -> {
            LOG.error("what the Limiter said could not be made use of", defect);
            return false;
        });
    }
}

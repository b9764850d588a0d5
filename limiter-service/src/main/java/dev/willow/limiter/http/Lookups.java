package dev.willow.limiter.http;

import dev.willow.common.problem.BadRequestException;
import dev.willow.common.query.PageOf;
import dev.willow.common.values.InvalidValueException;
import dev.willow.kit.http.Caller;
import dev.willow.kit.http.Paging;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;

/// Answers look-ups page by page.
final class Lookups {

    private Lookups() {}

    /// @throws BadRequestException if the cursor is damaged
    static <T, R> ResponseEntity<List<R>> answer(CompletableFuture<PageOf<T>> page, Caller caller, Function<T, R> form) {
        return Paging.answer(whole(page, caller), form);
    }

    /// @throws BadRequestException if the cursor is damaged
    static <T> T whole(CompletableFuture<T> page, Caller caller) {
        try {
            return caller.answer(page);
        } catch (InvalidValueException cursor) {
            throw new BadRequestException("$.After", cursor.getMessage());
        }
    }
}

package dev.willow.kit.http;

import dev.willow.common.query.PageOf;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;

/// Answers one page of a look-up: a JSON array, with the cursor of the next page in a header.
public final class Paging {
    /// Absent on the last page.
    public static final String NEXT_CURSOR = "X-Next-Cursor";

    private Paging() {}

    public static <T, R> ResponseEntity<List<R>> answer(PageOf<T> page, Function<? super T, R> form) {
        LargeAnswers.mayBeRefused(page.things().size());
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        page.nextCursor().ifPresent(cursor -> answer.header(NEXT_CURSOR, cursor));
        return answer.body(page.things().stream().<R>map(form).toList());
    }
}

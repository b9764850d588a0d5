package dev.willow.client;

import dev.willow.common.api.QueryRequest;
import dev.willow.common.query.PageOf;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Everything that a lookup finds, page after page.
///
/// ```java
/// Pages.of(QueryRequest.EVERYTHING, willow::rules).forEach(...);
/// ```
public final class Pages {
    /// The most things in one answer, unless the request names a number.
    static final int PAGE = 1_000;

    private Pages() {}

    /// What is found, without holding more than a page of it. A page is asked for when the one before has been used up, so the stream
    /// may throw what the lookup throws, at any time. What is made or deleted meanwhile may be in it or not; nothing is in it twice.
    ///
    /// @param request whose limit, if it has one, is the size of a page
    /// @param lookup  makes the call, such as `limiter::rules`
    public static <T> Stream<T> of(QueryRequest request, Function<QueryRequest, PageOf<T>> lookup) {
        QueryRequest first = request.limit().isPresent() ? request : request.limitedTo(PAGE);
        return Stream.iterate(Optional.of(new Page<>(first, lookup)), Optional::isPresent, page -> page.get().next())
                .flatMap(page -> page.get().things());
    }

    /// Asks for itself when it is first used.
    private static final class Page<T> {
        private final QueryRequest request;
        private final Function<QueryRequest, PageOf<T>> lookup;
        private PageOf<T> found;

        private Page(QueryRequest request, Function<QueryRequest, PageOf<T>> lookup) {
            this.request = request;
            this.lookup = lookup;
        }

        private PageOf<T> found() {
            if (found == null) found = lookup.apply(request);
            return found;
        }

        private Stream<T> things() {
            return found().things().stream();
        }

        private Optional<Page<T>> next() {
            return found().nextCursor().map(cursor -> new Page<>(request.after(cursor), lookup));
        }
    }
}

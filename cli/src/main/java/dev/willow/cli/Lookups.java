package dev.willow.cli;

import dev.willow.common.api.QueryRequest;
import dev.willow.common.query.Query;
import java.util.List;
import java.util.Optional;

/// Look-ups by pages.
final class Lookups {
    private Lookups() {}

    static QueryRequest first(List<String> where, int limit) {
        if (limit < 1) throw new WrongWords("--limit must be at least 1");
        return of(Words.query(where), limit, Optional.empty());
    }

    static QueryRequest of(Query query, int limit, Optional<String> after) {
        QueryRequest all = QueryRequest.of(query);
        return new QueryRequest(all.selections(), all.and(), all.or(), Optional.of(limit), after, Optional.empty());
    }
}

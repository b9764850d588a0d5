package dev.willow.common.api;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.query.Page;
import dev.willow.common.query.Query;
import java.util.List;
import java.util.Optional;

/// A lookup: a query and the page of its answer that is wanted.
///
/// @param limit   the most things to answer, from 1; left out: all
/// @param after   the cursor that the previous page came with
/// @param orderBy left out: by id
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record QueryRequest(
        @JsonProperty("Selections") @JsonAlias("Selection") Optional<SelectionsPart> selections,
        @JsonProperty("AND") @JsonAlias("And") List<QueryPart> and,
        @JsonProperty("OR") @JsonAlias("Or") List<QueryPart> or,
        @JsonProperty("Limit") Optional<Integer> limit,
        @JsonProperty("After") Optional<String> after,
        @JsonProperty("OrderBy") Optional<OrderByPart> orderBy) {
    public static final QueryRequest EVERYTHING = of(Query.EVERYTHING);

    public QueryRequest {
        and = List.copyOf(Members.orElse(and, List.of()));
        or = List.copyOf(Members.orElse(or, List.of()));
        Members.atLeast(1, limit, "Limit");
    }

    public static QueryRequest of(Query query) {
        QueryPart part = QueryPart.of(query);
        return new QueryRequest(
                part.selections(), part.and(), part.or(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// This lookup with pages of that size.
    ///
    /// @param things the most in one answer, from 1
    public QueryRequest limitedTo(int things) {
        return new QueryRequest(selections, and, or, Optional.of(things), after, orderBy);
    }

    /// This lookup from where a page before it ended.
    public QueryRequest after(String cursor) {
        return new QueryRequest(selections, and, or, limit, Optional.of(cursor), orderBy);
    }

    /// The page that is wanted.
    public Page toPage() {
        return new Page(SelectionsPart.unboxed(limit), after, orderBy.map(OrderByPart::toOrderBy));
    }

    public Query toQuery() {
        return new QueryPart(selections, and, or).toQuery();
    }
}

package dev.willow.common.api;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.query.Query;
import java.util.List;
import java.util.Optional;

/// A query, or a part of one. It matches when (`Selections` matches and every `AND` matches) or any `OR` matches; a
/// part that is absent takes no part.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record QueryPart(
        @JsonProperty("Selections") @JsonAlias("Selection") Optional<SelectionsPart> selections,
        @JsonProperty("AND") @JsonAlias("And") List<QueryPart> and,
        @JsonProperty("OR") @JsonAlias("Or") List<QueryPart> or) {
    public static final QueryPart EVERYTHING = new QueryPart(Optional.empty(), List.of(), List.of());

    public QueryPart {
        and = List.copyOf(Members.orElse(and, List.of()));
        or = List.copyOf(Members.orElse(or, List.of()));
    }

    public static QueryPart of(Query query) {
        return new QueryPart(
                query.selection().map(SelectionsPart::of),
                query.and().stream().map(QueryPart::of).toList(),
                query.or().stream().map(QueryPart::of).toList());
    }

    public Query toQuery() {
        return new Query(
                selections.map(SelectionsPart::toSelection),
                and.stream().map(QueryPart::toQuery).toList(),
                or.stream().map(QueryPart::toQuery).toList());
    }
}

package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;
import dev.willow.common.api.QueryPart;
import dev.willow.common.api.SelectionsPart;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.query.Query;
import java.util.List;
import java.util.Optional;

/// `POST /v1/queues/{Name}/channels/items/dequeue`: which channels to take from.
///
/// @param strategy    round-robin if left out
/// @param priorityKey the key whose highest value goes first; required by `priority`, refused without it
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DequeueRequest(
        @JsonProperty("Selections") @JsonAlias("Selection") Optional<SelectionsPart> selections,
        @JsonProperty("AND") @JsonAlias("And") List<QueryPart> and,
        @JsonProperty("OR") @JsonAlias("Or") List<QueryPart> or,
        @JsonProperty("Strategy") Strategy strategy,
        @JsonProperty("PriorityKey") Optional<String> priorityKey) {
    public static final DequeueRequest ANY = of(Query.EVERYTHING);

    public DequeueRequest {
        and = List.copyOf(Members.orElse(and, List.of()));
        or = List.copyOf(Members.orElse(or, List.of()));
        strategy = Members.orElse(strategy, Strategy.ROUND_ROBIN);
        Members.notEmpty(priorityKey, "PriorityKey");
        if (strategy == Strategy.PRIORITY && priorityKey.isEmpty())
            throw new BadRequestException("PriorityKey", "is required by the strategy priority");
        if (strategy != Strategy.PRIORITY && priorityKey.isPresent())
            throw new BadRequestException("PriorityKey", "is only for the strategy priority");
    }

    public static DequeueRequest of(Query query) {
        QueryPart part = QueryPart.of(query);
        return new DequeueRequest(part.selections(), part.and(), part.or(), Strategy.ROUND_ROBIN, Optional.empty());
    }

    public Query toQuery() {
        return new QueryPart(selections, and, or).toQuery();
    }
}

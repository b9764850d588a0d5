package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;
import dev.willow.common.api.QueryPart;
import dev.willow.common.api.SelectionsPart;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.query.Query;
import dev.willow.common.values.KeyValues;
import java.util.List;
import java.util.Optional;

/// `POST /v1/queues/{Name}/explain`: why a channel (`KeyValues`), an item (`ItemID`) or a query (`Selections`, `AND`,
/// `OR`; also an empty one) is not being served. At most one of the three.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExplainRequest(
        @JsonProperty("KeyValues") Optional<KeyValues> keyValues,
        @JsonProperty("ItemID") Optional<String> itemId,
        @JsonProperty("Selections") @JsonAlias("Selection") Optional<SelectionsPart> selections,
        @JsonProperty("AND") @JsonAlias("And") List<QueryPart> and,
        @JsonProperty("OR") @JsonAlias("Or") List<QueryPart> or) {
    public ExplainRequest {
        and = List.copyOf(Members.orElse(and, List.of()));
        or = List.copyOf(Members.orElse(or, List.of()));
        Members.notEmpty(itemId, "ItemID");
        boolean asksQuery = selections.isPresent() || !and.isEmpty() || !or.isEmpty();
        if (keyValues.isPresent() && (itemId.isPresent() || asksQuery))
            throw new BadRequestException("KeyValues", "stands alone: ask for a channel, an item or a query");
        if (itemId.isPresent() && asksQuery)
            throw new BadRequestException("ItemID", "stands alone: ask for a channel, an item or a query");
    }

    public Query toQuery() {
        return new QueryPart(selections, and, or).toQuery();
    }
}

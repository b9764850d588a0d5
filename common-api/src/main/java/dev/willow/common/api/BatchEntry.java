package dev.willow.common.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.problem.Problem;
import java.util.Optional;

/// What became of one entry of a batch. Entries are independent: one that is refused does not undo another.
///
/// @param status  the status that the single call would have had
/// @param problem why it was refused, if it was
/// @param result  the answer of the single call, if it has one
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record BatchEntry<T>(
        @JsonProperty("Status") int status,
        @JsonProperty("Problem") Optional<Problem> problem,
        @JsonProperty("Result") Optional<T> result) {

    public static <T> BatchEntry<T> done(int status, T result) {
        return new BatchEntry<>(status, Optional.empty(), Optional.of(result));
    }

    public static <T> BatchEntry<T> done(int status) {
        return new BatchEntry<>(status, Optional.empty(), Optional.empty());
    }

    public static <T> BatchEntry<T> refused(Problem problem) {
        return new BatchEntry<>(problem.status(), Optional.of(problem), Optional.empty());
    }
}

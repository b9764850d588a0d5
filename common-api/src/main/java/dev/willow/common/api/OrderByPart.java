package dev.willow.common.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.willow.common.query.OrderBy;
import dev.willow.common.values.InvalidValueException;

/// The order of a lookup: by the value that things carry for a key. Things without the key come last.
///
/// @param key       not empty
/// @param direction ascending if left out
public record OrderByPart(
        @JsonProperty(value = "Key", required = true) String key, @JsonProperty("Direction") Direction direction) {
    public OrderByPart {
        Members.notEmpty(key, "Key");
        direction = Members.orElse(direction, Direction.ASCENDING);
    }

    public OrderBy toOrderBy() {
        return direction == Direction.ASCENDING ? OrderBy.ascending(key) : OrderBy.descending(key);
    }

    public enum Direction {
        ASCENDING("ascending"),
        DESCENDING("descending");

        private final String code;

        Direction(String code) {
            this.code = code;
        }

        @JsonValue
        public String code() {
            return code;
        }

        @JsonCreator
        static Direction ofCode(String code) {
            for (Direction direction : values()) if (direction.code.equals(code)) return direction;
            throw new InvalidValueException("must be ascending or descending");
        }
    }
}

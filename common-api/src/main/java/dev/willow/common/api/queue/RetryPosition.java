package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.willow.common.values.InvalidValueException;

/// Where an item goes that failed and has attempts left.
public enum RetryPosition {
    FRONT("front"),
    BACK("back");

    private final String code;

    RetryPosition(String code) {
        this.code = code;
    }

    /// The name in JSON.
    @JsonValue
    public String code() {
        return code;
    }

    @JsonCreator
    static RetryPosition ofCode(String code) {
        for (RetryPosition position : values()) if (position.code.equals(code)) return position;
        throw new InvalidValueException("must be one of front, back");
    }
}

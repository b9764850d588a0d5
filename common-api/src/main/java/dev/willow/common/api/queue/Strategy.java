package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.willow.common.values.InvalidValueException;

/// Which of several channels that match is served.
public enum Strategy {
    ROUND_ROBIN("round-robin"),
    OLDEST("oldest"),
    RANDOM("random"),
    PRIORITY("priority");

    private final String code;

    Strategy(String code) {
        this.code = code;
    }

    /// The name in JSON.
    @JsonValue
    public String code() {
        return code;
    }

    @JsonCreator
    static Strategy ofCode(String code) {
        for (Strategy strategy : values()) if (strategy.code.equals(code)) return strategy;
        throw new InvalidValueException("must be one of round-robin, oldest, random, priority");
    }
}

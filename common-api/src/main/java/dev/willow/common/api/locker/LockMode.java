package dev.willow.common.api.locker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.willow.common.values.InvalidValueException;

/// Whether a hold lets others in beside it.
public enum LockMode {
    EXCLUSIVE("exclusive"),
    SHARED("shared");

    private final String code;

    LockMode(String code) {
        this.code = code;
    }

    /// The name in JSON.
    @JsonValue
    public String code() {
        return code;
    }

    @JsonCreator
    static LockMode ofCode(String code) {
        for (LockMode mode : values()) if (mode.code.equals(code)) return mode;
        throw new InvalidValueException("must be one of exclusive, shared");
    }
}

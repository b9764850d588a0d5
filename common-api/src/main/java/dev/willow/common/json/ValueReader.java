package dev.willow.common.json;

import dev.willow.common.api.ApiLimits;
import dev.willow.common.values.InvalidValueException;
import dev.willow.common.values.Utf8Order;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.common.values.ValueType;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads one typed value: `{"Type": 13, "Data": "main"}`, or a bare string, integer or fraction.
final class ValueReader {
    private final ApiLimits limits;

    ValueReader(ApiLimits limits) {
        this.limits = limits;
    }

    /// Reads a value where Any is not allowed.
    Value value(JsonParser json) {
        boolean longForm = json.currentToken() == JsonToken.START_OBJECT;
        return switch (pattern(json)) {
            case ValuePattern.Exactly(Value value) -> value;
            case ValuePattern.Any any -> {
                RefusedInput refusal = new RefusedInput(json, "Any (1024) is not allowed here");
                throw longForm ? refusal.at(null, "Type") : refusal;
            }
        };
    }

    /// Reads a value or Any, from the first token to the last of it.
    ValuePattern pattern(JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_STRING -> exactly(json, ValueType.STRING, json.getString());
            case VALUE_NUMBER_INT -> exactly(json, ValueType.INT64, json.getString());
            case VALUE_NUMBER_FLOAT -> exactly(json, ValueType.FLOAT64, json.getString());
            case START_OBJECT -> longForm(json);
            case null, default -> throw new RefusedInput(json, "must be a value: {\"Type\": ..., \"Data\": ...}, a string or a number");
        };
    }

    private ValuePattern longForm(JsonParser json) {
        ValueType type = null;
        JsonToken dataToken = null;
        String data = null;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken token = json.nextToken();
            switch (name) {
                case "Type" -> type = type(json, token);
                case "Data" -> {
                    dataToken = token;
                    data = data(json, token);
                }
                default -> throw new RefusedInput(json, "unknown member; known are Type and Data").at(null, name);
            }
        }
        if (type == null) throw new RefusedInput(json, "is required").at(null, "Type");
        if (type == ValueType.ANY) {
            if (data != null) throw new RefusedInput(json, "must be null or absent for Any").at(null, "Data");
            return ValuePattern.ANY;
        }
        if (data == null) throw new RefusedInput(json, "is required").at(null, "Data");
        if (dataToken != JsonToken.VALUE_STRING && !type.isNumeric())
            throw new RefusedInput(json, "must be a string").at(null, "Data");
        try {
            return exactly(json, type, data);
        } catch (RefusedInput refused) {
            throw refused.at(null, "Data");
        }
    }

    private static ValueType type(JsonParser json, JsonToken token) {
        if (token != JsonToken.VALUE_NUMBER_INT) throw new RefusedInput(json, "must be a whole number").at(null, "Type");
        String digits = json.getString();
        try {
            return ValueType.ofNumber(digits.length() > 6 ? -1 : Integer.parseInt(digits));
        } catch (InvalidValueException unknown) {
            throw new RefusedInput(json, "unknown type; known are 1 to 13, and 1024 for Any").at(null, "Type");
        }
    }

    private static String data(JsonParser json, JsonToken token) {
        return switch (token) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getString();
            case VALUE_NULL -> null;
            case null, default -> throw new RefusedInput(json, "must be a string or a number").at(null, "Data");
        };
    }

    private ValuePattern exactly(JsonParser json, ValueType type, String data) {
        if (type == ValueType.STRING && Utf8Order.length(data) > limits.stringBytes())
            throw new RefusedInput(json, "is longer than " + limits.stringBytes() + " bytes");
        try {
            return ValuePattern.exactly(Value.parse(type, data));
        } catch (InvalidValueException invalid) {
            throw new RefusedInput(json, invalid.getMessage());
        }
    }
}

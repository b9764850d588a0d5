package dev.willow.common.query;

import dev.willow.common.values.InvalidValueException;
import java.util.Arrays;
import java.util.stream.Collectors;

/// How a stored value is compared with the value that a query names.
public enum Comparison {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String symbol;

    Comparison(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    /// Whether a stored value whose order against the asked one is `order` (as of `compareTo`) is meant.
    boolean holdsFor(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
        };
    }

    /// @throws InvalidValueException if there is no such comparison
    public static Comparison ofSymbol(String symbol) {
        for (Comparison comparison : values()) if (comparison.symbol.equals(symbol)) return comparison;
        throw new InvalidValueException("unknown comparison; known are "
                + Arrays.stream(values()).map(Comparison::symbol).collect(Collectors.joining(" ")));
    }
}

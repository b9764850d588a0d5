package dev.willow.testing.input;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// What may be wrong with a field: values as raw JSON, each to be refused. The empty text stands for no value at all.
public record Bad(List<String> values) {
    private static final String DEEP = "[".repeat(20) + "]".repeat(20);

    /// For a required field.
    public static final Bad MISSING = json("");
    public static final Bad NULL = json("null");

    public static final Bad NOT_AN_OBJECT = json("7", "true", "'text'", "[]", DEEP);
    public static final Bad NOT_AN_ARRAY = json("7", "true", "'text'", "{}");
    public static final Bad NOT_A_TEXT = json("7", "1.5", "true", "[]", "['x']", "{}", DEEP);
    public static final Bad NOT_A_FLAG = json("0", "1", "'true'", "'yes'", "[]", "{}");
    public static final Bad NOT_A_WHOLE_NUMBER = json("1.5", "1e400", "'x'", "'1'", "true", "[]", "{}", DEEP);
    /// What is no duration, neither as nanoseconds nor with a unit. Zero and negative ones are left to the caller.
    public static final Bad NOT_A_DURATION = json(
            "1.5", "1e400", "9223372036854775808", "''", "'soon'", "'5 parsecs'", "'s'", "true", "[]", "{}", DEEP);
    public static final Bad NEGATIVE_DURATION = json("-1", "-9223372036854775808", "'-5s'");

    public static final Bad EMPTY_TEXT = json("''");
    public static final Bad EMPTY_OBJECT = json("{}");
    public static final Bad EMPTY_ARRAY = json("[]");

    /// No Unicode: halves of pairs that stand alone.
    public static final Bad LONE_SURROGATES = json("'\\ud800'", "'a\\udc00b'", "'\\udc00\\ud800'");
    /// For a text that is shown, logged or part of a path.
    public static final Bad CONTROL_CHARACTERS = json("'\\u0000'", "'a\\u0000b'", "'\\u001b[2J'", "'a\\r\\nb'", "'\\u007f'");

    /// @param values raw JSON; ' stands for "
    public static Bad json(String... values) {
        return new Bad(Arrays.stream(values).map(value -> value.replace('\'', '"')).toList());
    }

    /// The numbers next to a range, and some far away.
    public static Bad outside(long least, long most) {
        return new Bad(Stream.of(
                        BigInteger.valueOf(least).subtract(BigInteger.ONE), BigInteger.valueOf(most).add(BigInteger.ONE),
                        BigInteger.TEN.pow(40), BigInteger.TEN.pow(40).negate())
                .map(BigInteger::toString).toList());
    }

    /// Texts of more bytes in UTF-8 than allowed: of many characters, and of few that are long.
    public static Bad longerThan(int bytes) {
        return json("'" + "x".repeat(bytes + 1) + "'", "'" + "€".repeat(bytes / 3 + 1) + "'");
    }
}

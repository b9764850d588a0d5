package dev.willow.common.values;

import java.math.BigInteger;

/// The types a value can have, each with the number it carries in JSON. The order of the constants is
/// the order of the numbers, which is the first thing values are sorted by.
public enum ValueType {
    UINT8(1, Kind.UNSIGNED, 8),
    UINT16(2, Kind.UNSIGNED, 16),
    UINT32(3, Kind.UNSIGNED, 32),
    UINT64(4, Kind.UNSIGNED, 64),
    UINT(5, Kind.UNSIGNED, 64),
    INT8(6, Kind.SIGNED, 8),
    INT16(7, Kind.SIGNED, 16),
    INT32(8, Kind.SIGNED, 32),
    INT64(9, Kind.SIGNED, 64),
    INT(10, Kind.SIGNED, 64),
    FLOAT32(11, Kind.FLOATING, 32),
    FLOAT64(12, Kind.FLOATING, 64),
    STRING(13, Kind.TEXT, 0),
    /// Not the type of a value but of a question: any value at all. See [ValuePattern].
    ANY(1024, Kind.QUESTION, 0);

    /// How the data of a type is read.
    public enum Kind { UNSIGNED, SIGNED, FLOATING, TEXT, QUESTION }

    private static final ValueType[] BY_NUMBER = values();

    private final int number;
    private final Kind kind;
    private final int bits;

    ValueType(int number, Kind kind, int bits) {
        this.number = number;
        this.kind = kind;
        this.bits = bits;
    }

    /// The number of the type in JSON: 1 to 13, or 1024.
    public int number() {
        return number;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isNumeric() {
        return kind == Kind.UNSIGNED || kind == Kind.SIGNED || kind == Kind.FLOATING;
    }

    boolean isWhole() {
        return kind == Kind.UNSIGNED || kind == Kind.SIGNED;
    }

    /// Whether a number in 64 bits, unsigned if the type is, fits this integer type.
    boolean fits(long number) {
        int spare = Long.SIZE - bits;
        return (kind == Kind.SIGNED ? number << spare >> spare : number << spare >>> spare) == number;
    }

    /// The smallest whole number that fits this integer type.
    BigInteger min() {
        return kind == Kind.SIGNED ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
    }

    /// The largest whole number that fits this integer type.
    BigInteger max() {
        return BigInteger.ONE.shiftLeft(kind == Kind.SIGNED ? bits - 1 : bits).subtract(BigInteger.ONE);
    }

    /// @throws InvalidValueException if no type has this number
    public static ValueType ofNumber(int number) {
        if (number >= 1 && number <= 13) return BY_NUMBER[number - 1];
        if (number == ANY.number) return ANY;
        throw new InvalidValueException("unknown type " + number + "; known are 1 to 13, and 1024 for Any");
    }
}

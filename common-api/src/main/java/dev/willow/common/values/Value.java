package dev.willow.common.values;

import java.math.BigDecimal;
import java.math.BigInteger;

/// One typed value, such as the string `main` or the int64 42. Never Any: that is a question, see [ValuePattern].
///
/// Two values are equal when type and data are equal, so the int 1 and the string "1" differ. Values are ordered by the
/// number of their type, then by value; strings by their UTF-8 bytes.
public sealed interface Value extends Comparable<Value> {

    ValueType type();

    /// The data as text in its canonical form: what answers carry and what [#parse] reads back to an equal value.
    String data();

    static Value text(String text) {
        return new Text(text);
    }

    static Value int64(long number) {
        return new Whole(ValueType.INT64, number);
    }

    static Value float64(double number) {
        return new Float64(number);
    }

    /// Reads the data of a value.
    ///
    /// @param type any type but [ValueType#ANY]
    /// @param data the value as text: decimal digits for whole numbers, a decimal fraction for floating ones
    /// @throws InvalidValueException if the text is no value of the type, or does not fit it
    static Value parse(ValueType type, String data) {
        return switch (type.kind()) {
            case UNSIGNED, SIGNED -> Whole.parse(type, data);
            case FLOATING -> type == ValueType.FLOAT32 ? Float32.parse(data) : Float64.parse(data);
            case TEXT -> new Text(data);
            case QUESTION -> throw new InvalidValueException("Any is not a value");
        };
    }

    @Override
    default int compareTo(Value other) {
        if (type() != other.type()) return type().compareTo(other.type());
        return switch (this) {
            case Whole whole when type().kind() == ValueType.Kind.UNSIGNED ->
                    Long.compareUnsigned(whole.bits, ((Whole) other).bits);
            case Whole whole -> Long.compare(whole.bits, ((Whole) other).bits);
            case Float32 single -> Float.compare(single.number, ((Float32) other).number);
            case Float64 twice -> Double.compare(twice.number, ((Float64) other).number);
            case Text text -> Utf8Order.compare(text.data, ((Text) other).data);
        };
    }

    /// A whole number of one of the ten integer types.
    ///
    /// @param bits the number in 64 bits; of an unsigned type to be read as unsigned
    record Whole(ValueType type, long bits) implements Value {
        public Whole {
            boolean unsigned = type.kind() == ValueType.Kind.UNSIGNED;
            if (!unsigned && type.kind() != ValueType.Kind.SIGNED)
                throw new InvalidValueException(type + " is no type of whole numbers");
            BigInteger number = unsigned ? new BigInteger(Long.toUnsignedString(bits)) : BigInteger.valueOf(bits);
            requireInRange(type, number);
        }

        static Whole parse(ValueType type, String data) {
            if (data.isEmpty() || data.length() > 40) throw notANumber(type, data);
            BigInteger number;
            try {
                number = new BigInteger(data);
            } catch (NumberFormatException notDigits) {
                throw notANumber(type, data);
            }
            requireInRange(type, number);
            return new Whole(type, number.longValue());
        }

        private static void requireInRange(ValueType type, BigInteger number) {
            if (number.compareTo(type.min()) < 0 || number.compareTo(type.max()) > 0)
                throw new InvalidValueException(
                        number + " does not fit type " + type.number() + ", which holds " + type.min() + " to " + type.max());
        }

        @Override
        public String data() {
            return type.kind() == ValueType.Kind.UNSIGNED ? Long.toUnsignedString(bits) : Long.toString(bits);
        }
    }

    /// A 32-bit floating-point number; finite, and with one zero (`-0` is `0`).
    record Float32(float number) implements Value {
        public Float32 {
            if (!Float.isFinite(number)) throw notFinite();
            number += 0.0f; // IEEE 754: -0 + 0 = 0
        }

        static Float32 parse(String data) {
            return new Float32(decimal(ValueType.FLOAT32, data).floatValue());
        }

        @Override
        public ValueType type() {
            return ValueType.FLOAT32;
        }

        @Override
        public String data() {
            return Float.toString(number);
        }
    }

    /// A 64-bit floating-point number; finite, and with one zero (`-0` is `0`).
    record Float64(double number) implements Value {
        public Float64 {
            if (!Double.isFinite(number)) throw notFinite();
            number += 0.0; // IEEE 754: -0 + 0 = 0
        }

        static Float64 parse(String data) {
            return new Float64(decimal(ValueType.FLOAT64, data).doubleValue());
        }

        @Override
        public ValueType type() {
            return ValueType.FLOAT64;
        }

        @Override
        public String data() {
            return Double.toString(number);
        }
    }

    /// A string of valid Unicode.
    record Text(String data) implements Value {
        public Text {
            if (!Utf8Order.isEncodable(data))
                throw new InvalidValueException("the string holds half of a surrogate pair, which no UTF-8 text can");
        }

        @Override
        public ValueType type() {
            return ValueType.STRING;
        }
    }

    /// Through BigDecimal, because `Double.parseDouble` also takes hexadecimal, suffixes, blanks and "NaN".
    private static BigDecimal decimal(ValueType type, String data) {
        if (data.isEmpty() || data.length() > 400) throw notANumber(type, data);
        try {
            return new BigDecimal(data);
        } catch (NumberFormatException notDigits) {
            throw notANumber(type, data);
        }
    }

    private static InvalidValueException notANumber(ValueType type, String data) {
        String shown = data.length() > 40 ? data.substring(0, 40) + "…" : data;
        return new InvalidValueException("\"" + shown + "\" is no number of type " + type.number());
    }

    private static InvalidValueException notFinite() {
        return new InvalidValueException("the number is too large for its type, or not a number");
    }
}

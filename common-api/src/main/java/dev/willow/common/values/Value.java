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
            if (!type.isWhole()) throw new InvalidValueException(type + " is no type of whole numbers");
            if (!type.fits(bits)) throw doesNotFit(type, written(type, bits));
        }

        static Whole parse(ValueType type, String data) {
            if (!isDecimal(data, false)) throw notANumber(type, data);
            BigInteger number = new BigInteger(data);
            if (number.compareTo(type.min()) < 0 || number.compareTo(type.max()) > 0) throw doesNotFit(type, number.toString());
            return new Whole(type, number.longValue());
        }

        private static InvalidValueException doesNotFit(ValueType type, String number) {
            return new InvalidValueException(
                    number + " does not fit type " + type.number() + ", which holds " + type.min() + " to " + type.max());
        }

        private static String written(ValueType type, long bits) {
            return type.kind() == ValueType.Kind.UNSIGNED ? Long.toUnsignedString(bits) : Long.toString(bits);
        }

        @Override
        public String data() {
            return written(type, bits);
        }

        /// From the number of the type, because an enum constant's own hash differs from one process to the next, and with it would
        /// the order in which a hash map walks key-values.
        @Override
        public int hashCode() {
            return 31 * type.number() + Long.hashCode(bits);
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

    private static BigDecimal decimal(ValueType type, String data) {
        if (!isDecimal(data, true)) throw notANumber(type, data);
        try {
            return new BigDecimal(data);
        } catch (NumberFormatException misplaced) {
            throw notANumber(type, data);
        }
    }

    /// Whether the text is short enough and made of what decimal numbers are made of. The JDK's own readers alone would also take
    /// hexadecimal, suffixes, blanks, "NaN" and the digits of other scripts.
    private static boolean isDecimal(String data, boolean withFraction) {
        if (data.isEmpty() || data.length() > (withFraction ? 400 : 40)) return false;
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean sign = (c == '-' || c == '+') && i < data.length() - 1 && (i == 0 || withFraction);
            boolean fraction = withFraction && (c == '.' || c == 'e' || c == 'E');
            if (!digit && !sign && !fraction) return false;
        }
        return true;
    }

    private static InvalidValueException notANumber(ValueType type, String data) {
        String shown = data.length() > 40 ? data.substring(0, 40) + "…" : data;
        return new InvalidValueException("\"" + shown + "\" is no number of type " + type.number());
    }

    private static InvalidValueException notFinite() {
        return new InvalidValueException("the number is too large for its type, or not a number");
    }
}

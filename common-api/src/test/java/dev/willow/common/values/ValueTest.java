package dev.willow.common.values;

import static dev.willow.common.values.ValueType.FLOAT32;
import static dev.willow.common.values.ValueType.FLOAT64;
import static dev.willow.common.values.ValueType.INT64;
import static dev.willow.common.values.ValueType.STRING;
import static dev.willow.common.values.ValueType.UINT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTest {

    @ParameterizedTest
    @CsvSource({
        "UINT8, 1, 0, 255", "UINT16, 2, 0, 65535", "UINT32, 3, 0, 4294967295",
        "UINT64, 4, 0, 18446744073709551615", "UINT, 5, 0, 18446744073709551615",
        "INT8, 6, -128, 127", "INT16, 7, -32768, 32767", "INT32, 8, -2147483648, 2147483647",
        "INT64, 9, -9223372036854775808, 9223372036854775807", "INT, 10, -9223372036854775808, 9223372036854775807",
    })
    void whole_numbers_hold_their_range_and_nothing_beyond_it(ValueType type, int number, String min, String max) {
        assertThat(ValueType.ofNumber(number)).isSameAs(type);
        assertThat(type.number()).isEqualTo(number);
        for (String data : List.of(min, max, "0", "1")) {
            Value value = Value.parse(type, data);
            assertThat(value.type()).isSameAs(type);
            assertThat(value.data()).isEqualTo(data);
        }
        String below = new BigInteger(min).subtract(BigInteger.ONE).toString();
        String above = new BigInteger(max).add(BigInteger.ONE).toString();
        for (String data : List.of(below, above))
            assertThatThrownBy(() -> Value.parse(type, data))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessage("%s does not fit type %d, which holds %s to %s", data, number, min, max);
    }

    @ParameterizedTest
    @EnumSource(names = {"UINT8", "UINT16", "UINT32", "INT8", "INT16", "INT32"})
    void whole_number_made_from_bits_is_held_to_its_range_too(ValueType type) {
        assertThat(new Value.Whole(type, type.max().longValue()).data()).isEqualTo(type.max().toString());
        assertThat(new Value.Whole(type, type.min().longValue()).data()).isEqualTo(type.min().toString());
        assertThatThrownBy(() -> new Value.Whole(type, type.max().longValue() + 1)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new Value.Whole(type, type.min().longValue() - 1)).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64", "STRING", "ANY"})
    void only_integer_types_hold_whole_numbers(ValueType type) {
        assertThatThrownBy(() -> new Value.Whole(type, 1)).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "1 ", "1.0", "1e3", "0x10", "-", "+", "--1", "1-", "one", "٤٢", "１", "1_000", "NaN"})
    void text_that_is_no_whole_number_is_refused(String data) {
        assertThatThrownBy(() -> Value.parse(INT64, data)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void whole_numbers_have_one_canonical_form() {
        assertThat(Value.parse(INT64, "+0042")).isEqualTo(Value.int64(42)).extracting(Value::data).isEqualTo("42");
        assertThat(Value.parse(INT64, "-0").data()).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({"1, 1.0", "0.1, 0.1", "1e3, 1000.0", "-2.50, -2.5", "+1, 1.0", "1e22, 1.0E22", ".5, 0.5", "5., 5.0", "1e-400, 0.0"})
    void fractions_have_one_canonical_form_that_reads_back(String data, String canonical) {
        Value value = Value.parse(FLOAT64, data);
        assertThat(value.data()).isEqualTo(canonical);
        assertThat(Value.parse(FLOAT64, canonical)).isEqualTo(value);
    }

    @Test
    void every_finite_fraction_reads_back_as_itself() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            double twice = Double.longBitsToDouble(random.nextLong());
            float single = Float.intBitsToFloat(random.nextInt());
            if (Double.isFinite(twice)) assertThat(Value.parse(FLOAT64, Value.float64(twice).data())).isEqualTo(Value.float64(twice));
            if (!Float.isFinite(single)) continue;
            Value value = new Value.Float32(single);
            assertThat(Value.parse(FLOAT32, value.data())).isEqualTo(value);
        }
    }

    @Test
    void float32_is_rounded_once_to_its_own_precision() {
        // Halfway between two floats as a double, but above it as written: rounding twice would give the lower one.
        assertThat(Value.parse(FLOAT32, "1.00000005960464477540").data()).isEqualTo("1.0000001");
        assertThat(Value.parse(FLOAT32, "0.1").data()).isEqualTo("0.1");
    }

    @Test
    void zero_has_no_sign() {
        assertThat(Value.float64(-0.0)).isEqualTo(Value.float64(0.0)).hasSameHashCodeAs(Value.float64(0.0));
        assertThat(Value.parse(FLOAT64, "-0.0").data()).isEqualTo("0.0");
        assertThat(Value.parse(FLOAT32, "-0").data()).isEqualTo("0.0");
        assertThat(new Value.Float32(-0.0f)).isEqualTo(new Value.Float32(0.0f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1e2147483647", "1e99999999999", "", " 1", "0x1p3", "1f", "1d", "e5",
        ".", "1e", "-", "٤٫٢", "1,5"})
    void what_is_no_finite_fraction_is_refused(String data) {
        assertThatThrownBy(() -> Value.parse(FLOAT64, data)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> Value.parse(FLOAT32, data)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void numbers_too_large_for_float32_are_refused_as_such() {
        assertThat(Value.parse(FLOAT64, "1e39").data()).isEqualTo("1.0E39");
        assertThatThrownBy(() -> Value.parse(FLOAT32, "1e39")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> Value.float64(Double.NaN)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new Value.Float32(Float.NEGATIVE_INFINITY)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void strings_are_kept_as_they_are_unless_utf8_cannot_write_them() {
        for (String data : List.of("", " ", "main", "ä\u0000", "\uD83D\uDE00"))
            assertThat(Value.parse(STRING, data).data()).isEqualTo(data);
        for (String half : List.of("\uD83D", "\uDE00", "\uDE00\uD83D", "a\uD83Db"))
            assertThatThrownBy(() -> Value.text(half)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void any_is_no_value() {
        assertThatThrownBy(() -> Value.parse(ValueType.ANY, "")).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 14, 1023, 1025})
    void unknown_type_numbers_are_refused(int number) {
        assertThatThrownBy(() -> ValueType.ofNumber(number)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void values_are_equal_only_when_type_and_data_are() {
        List<Value> ones = new ArrayList<>();
        for (ValueType type : ValueType.values()) if (type != ValueType.ANY) ones.add(Value.parse(type, "1"));
        assertThat(ones).doesNotHaveDuplicates().hasSize(13);
        assertThat(ones).allSatisfy(one -> assertThat(Value.parse(one.type(), "1")).isEqualTo(one).hasSameHashCodeAs(one));
    }

    @Test
    void hash_of_a_whole_number_is_the_same_in_every_process() {
        assertThat(Value.int64(42).hashCode()).isEqualTo(31 * 9 + 42);
    }

    @Test
    void values_are_ordered_by_type_number_then_by_value() {
        List<Value> inOrder = new ArrayList<>();
        for (String data : List.of("0", "7", "255")) inOrder.add(Value.parse(ValueType.UINT8, data));
        for (String data : List.of("0", "9223372036854775807", "9223372036854775808", "18446744073709551615"))
            inOrder.add(Value.parse(UINT64, data));
        for (String data : List.of("-9223372036854775808", "-1", "0", "9", "10")) inOrder.add(Value.parse(INT64, data));
        for (String data : List.of("-1e30", "-0.5", "0", "0.25", "1e30")) inOrder.add(Value.parse(FLOAT32, data));
        for (String data : List.of("-1e300", "-1e-300", "0", "9", "10")) inOrder.add(Value.parse(FLOAT64, data));
        for (String data : List.of("", "10", "9", "A", "a", "aa", "é", "\uE000", "\uFF5E", "\uD800\uDC00", "\uD83D\uDE00"))
            inOrder.add(Value.text(data));

        List<Value> shuffled = new ArrayList<>(inOrder);
        Collections.shuffle(shuffled, new Random(1));
        Collections.sort(shuffled);

        assertThat(shuffled).isEqualTo(inOrder);
        for (Value value : inOrder) assertThat(value).isEqualByComparingTo(Value.parse(value.type(), value.data()));
    }
}

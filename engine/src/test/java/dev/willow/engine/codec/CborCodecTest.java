package dev.willow.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.common.query.Comparison;
import dev.willow.common.query.Condition;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.common.values.ValueType;
import dev.willow.engine.Command;
import dev.willow.engine.Event;
import dev.willow.engine.RequestId;
import dev.willow.engine.UnknownFormatException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CborCodecTest {
    record LockId(String value) {}

    record Token(long number) implements Comparable<Token> {
        @Override
        public int compareTo(Token other) {
            return Long.compare(number, other.number);
        }
    }

    enum Mode { SHARED, EXCLUSIVE }

    record FormerShape(String name, String more) {}

    record Widened(String name, String more, boolean isNew, long number, int places, Optional<String> owner) {}

    @Test
    void a_component_that_a_former_build_did_not_know_is_zero_or_empty() {
        byte[] former = CborCodec.of(FormerShape.class).encode(new FormerShape("a", "b"));
        Widened read = CborCodec.of(Widened.class).decode(former);
        assertThat(read).isEqualTo(new Widened("a", "b", false, 0, 0, Optional.empty()));
    }

    sealed interface Order extends Command {
        record Acquire(RequestId id, KeyValues keys, Mode mode, Duration timeout, Optional<String> owner, OptionalInt places)
                implements Order {
            @Override
            public Optional<RequestId> request() {
                return Optional.of(id);
            }
        }

        record Release(LockId lock) implements Order {}

        record Tick() implements Order {}

        record Together(List<Order> orders) implements Order {}

        sealed interface Repair extends Order {
            record Restock(Map<KeyValues, Integer> numbers) implements Repair {}
        }
    }

    sealed interface News extends Event {
        record Granted(LockId lock, Token token, Instant until) implements News {
            @Override
            public Optional<RequestId> answers() {
                return Optional.of(new RequestId(lock.value()));
            }

            @Override
            public boolean isKept() {
                return false;
            }

            public boolean isFair() {
                return true;
            }

            public String getTitle() {
                return "a lock";
            }
        }
    }

    record Picture(
            Map<LockId, News> last, SortedMap<Token, Set<String>> byToken, List<byte[]> blobs,
            Map<String, KeyPatterns> rules, OptionalLong next, ValuePattern pattern, Value value) {}

    private final CborCodec<Order> orders = CborCodec.of(Order.class);

    @Test
    void every_member_of_a_sealed_family_comes_back_equal() {
        assertComesBack(new Order.Acquire(new RequestId("r1"), KeyValues.of("branch", Value.text("main")), Mode.SHARED,
                Duration.ofSeconds(5), Optional.of("ci"), OptionalInt.of(3)));
        assertComesBack(new Order.Acquire(new RequestId("r2"), KeyValues.NONE, Mode.EXCLUSIVE, Duration.ZERO,
                Optional.empty(), OptionalInt.empty()));
        assertComesBack(new Order.Release(new LockId("l1")));
        assertComesBack(new Order.Tick());
    }

    @Test
    void members_of_nested_families_and_families_within_records_come_back_equal() {
        assertComesBack(new Order.Repair.Restock(Map.of(
                KeyValues.of("a", Value.int64(1)), 7, KeyValues.of("a", Value.text("1"), "b", Value.float64(0.5)), 8)));
        assertComesBack(new Order.Together(List.of(new Order.Tick(), new Order.Release(new LockId("x")),
                new Order.Together(List.of()))));
    }

    @Test
    void null_stays_null() {
        assertComesBack(new Order.Acquire(null, null, null, null, Optional.empty(), OptionalInt.empty()));
        assertComesBack(new Order.Release(null));
    }

    @Test
    void only_the_components_of_a_record_are_written() {
        var codec = CborCodec.of(News.class);
        var news = new News.Granted(new LockId("l1"), new Token(4), Instant.parse("2026-11-21T10:00:00.123456789Z"));
        byte[] bytes = codec.encode(news);
        assertThat(codec.decode(bytes)).isEqualTo(news);
        assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("Granted", "lock", "token", "until").doesNotContain("ept", "air", "itle", "answers");
    }

    @Test
    void instants_and_durations_of_any_size_come_back_to_the_nanosecond() {
        record Times(Instant instant, Duration duration) {}
        var codec = CborCodec.of(Times.class);
        for (Instant instant : List.of(Instant.EPOCH, Instant.MIN, Instant.MAX, Instant.ofEpochSecond(-5, 3),
                Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000_000L, 999_999_999)))
            for (Duration duration : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MAX_VALUE, 5),
                    Duration.ofSeconds(Long.MIN_VALUE), Duration.ofDays(-40))) {
                var times = new Times(instant, duration);
                assertThat(codec.decode(codec.encode(times))).isEqualTo(times);
            }
    }

    @Test
    void a_value_of_every_type_comes_back_equal() {
        record Held(Value value, ValuePattern pattern) {}
        var codec = CborCodec.of(Held.class);
        for (ValueType type : ValueType.values()) {
            if (type == ValueType.ANY) continue;
            for (String data : List.of("0", "1", "7", "127")) {
                Value value = Value.parse(type, data);
                var held = new Held(value, ValuePattern.exactly(value));
                assertThat(codec.decode(codec.encode(held))).isEqualTo(held);
            }
        }
        for (Value edge : List.of(Value.parse(ValueType.UINT64, "18446744073709551615"), Value.int64(Long.MIN_VALUE),
                Value.parse(ValueType.FLOAT32, "1e-45"), Value.float64(Double.MAX_VALUE), Value.text("𝄞 ü"))) {
            var held = new Held(edge, ValuePattern.ANY);
            assertThat(codec.decode(codec.encode(held))).isEqualTo(held);
        }
    }

    @Test
    void collections_and_maps_with_any_keys_come_back_equal() {
        var codec = CborCodec.of(Picture.class);
        Map<LockId, News> last = new LinkedHashMap<>();
        last.put(new LockId("b"), new News.Granted(new LockId("b"), new Token(1), Instant.EPOCH));
        last.put(new LockId("a"), null);
        SortedMap<Token, Set<String>> byToken = new TreeMap<>(Map.of(new Token(9), Set.of("x", "y"), new Token(-3), Set.of()));
        var picture = new Picture(last, byToken, List.of(new byte[] {1, 0, -1}),
                Map.of("limit", KeyPatterns.of(Map.of("os", ValuePattern.ANY, "n", ValuePattern.exactly(Value.int64(1))))),
                OptionalLong.of(9), ValuePattern.ANY, Value.text("x"));
        Picture back = codec.decode(codec.encode(picture));
        assertThat(back.last()).isEqualTo(last);
        assertThat(back.last().keySet()).containsExactly(new LockId("b"), new LockId("a"));
        assertThat(back.byToken()).isEqualTo(byToken).isInstanceOf(TreeMap.class);
        assertThat(back.blobs().getFirst()).containsExactly(1, 0, -1);
        assertThat(back.rules()).isEqualTo(picture.rules());
        assertThat(back.next()).hasValue(9);
        assertThat(back.pattern()).isEqualTo(ValuePattern.ANY);
    }

    @Test
    void queries_come_back_equal() {
        var query = new Query(
                Optional.of(Selection.where("os", new Condition(ValuePattern.exactly(Value.text("linux")), Comparison.AT_LEAST,
                        dev.willow.common.query.TypeRange.ALL))),
                List.of(Query.EVERYTHING), List.of(Query.of(Selection.EVERYTHING)));
        var codec = CborCodec.of(Query.class);
        assertThat(codec.decode(codec.encode(query))).isEqualTo(query);
    }

    @Test
    void another_version_is_refused_with_both_named() {
        byte[] bytes = CborCodec.of(Order.class, 2).encode(new Order.Tick());
        assertThatThrownBy(() -> orders.decode(bytes)).isInstanceOf(UnknownFormatException.class)
                .hasMessageContaining("version 2").hasMessageContaining("reads version 1");
    }

    @Test
    void what_is_no_such_data_is_refused() {
        byte[] whole = orders.encode(new Order.Release(new LockId("lock-1")));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> orders.decode(cut)).isInstanceOf(UnknownFormatException.class);
        }
        byte[] longer = java.util.Arrays.copyOf(whole, whole.length + 1);
        assertThatThrownBy(() -> orders.decode(longer)).isInstanceOf(UnknownFormatException.class);
    }

    @Test
    void a_member_or_a_component_that_this_build_does_not_know_is_refused() {
        record Small(String name, int number) {}
        record Large(String name, int number, String more) {}
        byte[] large = CborCodec.of(Large.class).encode(new Large("a", 1, "b"));
        assertThatThrownBy(() -> CborCodec.of(Small.class).decode(large)).isInstanceOf(UnknownFormatException.class)
                .hasMessageContaining("more");
        byte[] small = CborCodec.of(Small.class).encode(new Small("a", 1));
        assertThat(CborCodec.of(Large.class).decode(small)).isEqualTo(new Large("a", 1, null));
    }

    @Test
    void a_family_whose_records_share_a_name_is_refused_at_once() {
        assertThatThrownBy(() -> CborCodec.of(Clash.class)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Same");
    }

    sealed interface Clash {
        sealed interface Left extends Clash {
            record Same() implements Left {}
        }

        sealed interface Right extends Clash {
            record Same() implements Right {}
        }
    }

    private void assertComesBack(Order order) {
        assertThat(orders.decode(orders.encode(order))).isEqualTo(order);
    }
}

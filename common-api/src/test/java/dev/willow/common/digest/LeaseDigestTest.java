package dev.willow.common.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.RandomSource;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaseDigestTest {
    private record Lease(KeyValues counter, String id) {}

    @Test
    void the_same_leases_in_any_order_have_one_digest() {
        RandomSource random = RandomSource.announcedFor(LeaseDigestTest.class);
        for (int round = 0; round < 200; round++) {
            List<Lease> leases = someLeases(random);
            LeaseDigest digest = digest(leases);
            for (int i = leases.size() - 1; i > 0; i--) Collections.swap(leases, i, random.below(i + 1));
            assertThat(digest(leases)).isEqualTo(digest);
            assertThat(digest.leases()).isEqualTo(leases.size());
        }
    }

    @Test
    void one_lease_more_or_less_or_another_makes_another_digest() {
        RandomSource random = RandomSource.announcedFor(LeaseDigestTest.class);
        for (int round = 0; round < 200; round++) {
            List<Lease> leases = someLeases(random);
            LeaseDigest digest = digest(leases);
            Lease removed = leases.remove(random.below(leases.size()));
            assertThat(digest(leases).sum()).isNotEqualTo(digest.sum());
            leases.add(new Lease(removed.counter, removed.id + "'"));
            assertThat(digest(leases)).isNotEqualTo(digest);
            leases.set(leases.size() - 1, new Lease(removed.counter.with("more", Value.int64(1)), removed.id));
            assertThat(digest(leases)).isNotEqualTo(digest);
        }
    }

    /// Two pairs are as many characters as one with a longer value, a number looks like its text, and an id could be part of the counter.
    @Test
    void what_reads_alike_is_told_apart() {
        List<Lease> alike = List.of(
                lease(KeyValues.of("a", text("b")), "c"),
                lease(KeyValues.of("a", text("bc")), ""),
                lease(KeyValues.of("ab", text("")), "c"),
                lease(KeyValues.of("a", text(""), "b", text("")), "c"),
                lease(KeyValues.of("a", text("1")), "c"),
                lease(KeyValues.of("a", Value.int64(1)), "c"),
                lease(KeyValues.of("a", Value.parse(ValueType.INT8, "1")), "c"),
                lease(KeyValues.of("a", Value.parse(ValueType.FLOAT32, "1.0")), "c"),
                lease(KeyValues.of("a", Value.float64(1)), "c"),
                lease(KeyValues.NONE, "abc"));
        Set<Long> sums = new HashSet<>();
        for (Lease lease : alike) assertThat(sums.add(digest(List.of(lease)).sum())).as(lease.toString()).isTrue();
    }

    /// Services of different versions compare them.
    @Test
    void it_is_the_same_in_every_version() {
        assertThat(digest(List.of()).hex()).isEqualTo("0000000000000000");
        LeaseDigest one = digest(List.of(lease(KeyValues.of("branch", text("main"), "size", Value.int64(-7)), "grün/1")));
        assertThat(one.hex()).isEqualTo("59066a27ca6053d9");
    }

    private static List<Lease> someLeases(RandomSource random) {
        List<Lease> leases = new ArrayList<>();
        for (int i = 1 + random.below(30); i > 0; i--)
            leases.add(lease(KeyValues.of("branch", text("b" + random.below(5)), "n", Value.int64(random.below(3))), "item" + i));
        return leases;
    }

    private static LeaseDigest digest(List<Lease> leases) {
        LeaseDigest.Builder digest = new LeaseDigest.Builder();
        leases.forEach(lease -> digest.add(lease.counter, lease.id));
        return digest.build();
    }

    private static Lease lease(KeyValues counter, String id) {
        return new Lease(counter, id);
    }

    private static Value text(String text) {
        return Value.text(text);
    }
}

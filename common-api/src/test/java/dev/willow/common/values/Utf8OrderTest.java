package dev.willow.common.values;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.RandomSource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class Utf8OrderTest {
    /// Around the places where the number of bytes or of UTF-16 units changes.
    private static final List<Integer> CODE_POINTS =
            List.of(0, 0x61, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF);

    private final RandomSource random = RandomSource.announcedFor(getClass());

    @Test
    void order_and_length_are_those_of_the_utf8_bytes() {
        for (int step = 0; step < 50_000; step++) {
            String left = text();
            String right = random.onceIn(2) ? left + text() : text();
            byte[] leftBytes = left.getBytes(StandardCharsets.UTF_8);
            byte[] rightBytes = right.getBytes(StandardCharsets.UTF_8);

            assertThat(Integer.signum(Utf8Order.compare(left, right))).as("%s to %s", left, right)
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(leftBytes, rightBytes)));
            assertThat(Utf8Order.length(left)).isEqualTo(leftBytes.length);
            assertThat(Utf8Order.isEncodable(left)).isTrue();
        }
    }

    @Test
    void code_points_beyond_the_basic_plane_come_after_all_of_it() {
        assertThat(Utf8Order.compare("\uD83D\uDE00", "\uFFFD")).isPositive();
        assertThat("\uD83D\uDE00".compareTo("\uFFFD")).as("which UTF-16 sees the other way round").isNegative();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int left = random.below(4); left > 0; left--)
            text.appendCodePoint(random.oneOf(CODE_POINTS));
        return text.toString();
    }
}

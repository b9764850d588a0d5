package dev.willow.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdSourceTest {

    @Test
    void ids_are_26_letters_and_digits_that_nobody_mixes_up() {
        assertThat(IdSource.random().next()).matches("[0-9a-hjkmnp-tv-z]{26}");
    }

    @Test
    void no_id_comes_twice() {
        assertThat(Stream.generate(IdSource.random()::next).limit(100_000).collect(Collectors.toSet())).hasSize(100_000);
    }

    @Test
    void nor_to_two_threads_that_ask_at_once() {
        IdSource ids = IdSource.random();
        assertThat(Stream.generate(ids::next).parallel().limit(100_000).collect(Collectors.toSet())).hasSize(100_000);
    }

    @Test
    void every_bit_of_the_bytes_is_in_the_text() {
        assertThat(Base32.encode(new byte[16])).isEqualTo("0".repeat(26));
        for (int bit = 0; bit < 128; bit++) {
            byte[] bytes = new byte[16];
            bytes[bit / 8] = (byte) (0x80 >>> bit % 8);
            assertThat(Base32.encode(bytes)).isNotEqualTo("0".repeat(26));
        }
        byte[] ones = new byte[5];
        java.util.Arrays.fill(ones, (byte) 0xff);
        assertThat(Base32.encode(ones)).isEqualTo("zzzzzzzz");
    }
}

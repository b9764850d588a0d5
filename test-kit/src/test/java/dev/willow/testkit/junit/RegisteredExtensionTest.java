package dev.willow.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testkit.WillowTestKit;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegisteredExtensionTest {
    private static final Instant NEW_YEAR = Instant.parse("2031-01-01T00:00:00Z");

    @RegisterExtension
    final WillowKitExtension kits = new WillowKitExtension(WillowTestKit.builder().startingAt(NEW_YEAR));

    @Test
    void kits_start_as_the_test_says(WillowTestKit kit) {
        assertThat(kit.now()).isEqualTo(NEW_YEAR);
    }
}

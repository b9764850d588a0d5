package dev.willow.kit.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Tells when Tomcat has changed: see whether it still has the buffer, and what a caller that waits takes then.
class SmallBuffersTest {
    @Test
    void tomcat_still_has_the_buffer_that_is_taken_away() {
        assertThat(SmallBuffers.isOfUse()).isTrue();
    }
}

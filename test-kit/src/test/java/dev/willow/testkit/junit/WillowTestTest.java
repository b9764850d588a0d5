package dev.willow.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.LimiterClient;
import dev.willow.client.LockerClient;
import dev.willow.client.WillowClient;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.testkit.WillowTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WillowTest
class WillowTestTest {
    private static WillowTestKit last;
    private final WillowTestKit ofConstructor;

    WillowTestTest(WillowTestKit kit) {
        ofConstructor = kit;
    }

    @BeforeEach
    void queue(WillowClient willow) {
        willow.createQueue(QueueSpec.of("builds", -1)); // would be refused if the test before had left one
    }

    @AfterAll
    static void closed() {
        assertThatThrownBy(last::settle).hasMessageContaining("closed");
    }

    @Test
    void a_test_has_one_kit_wherever_it_takes_it(WillowTestKit kit, WillowClient willow, LimiterClient limiter, LockerClient locker) {
        assertThat(kit).isSameAs(ofConstructor);
        assertThat(willow).isSameAs(kit.willow());
        assertThat(limiter).isSameAs(kit.limiter());
        assertThat(locker).isSameAs(kit.locker());
        last = kit;
    }

    @Test
    void the_next_test_has_another(WillowTestKit kit) {
        assertThat(kit.willow().queues()).hasSize(1);
    }
}

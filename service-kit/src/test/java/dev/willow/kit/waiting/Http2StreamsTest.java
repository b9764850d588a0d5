package dev.willow.kit.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Http2StreamsTest {
    private final Http2Streams streams = new Http2Streams();

    @Test
    void who_resets_its_stream_has_left_and_others_on_the_connection_have_not() {
        Connection leaving = streams.begin("1", "3", () -> {});
        Connection staying = streams.begin("1", "5", () -> {});
        List<String> told = new ArrayList<>();
        leaving.whenClosed(() -> told.add("left"));
        streams.reset("1", "3");
        assertThat(told).containsExactly("left");
        assertThat(leaving.isClosed()).isTrue();
        assertThat(staying.isClosed()).isFalse();
    }

    @Test
    void who_closes_its_connection_has_left_all_that_it_asked_for() {
        Connection one = streams.begin("1", "3", () -> {});
        Connection other = streams.begin("1", "5", () -> {});
        Connection anotherConnection = streams.begin("2", "3", () -> {});
        streams.closed("1");
        assertThat(List.of(one, other)).allMatch(Connection::isClosed);
        assertThat(anotherConnection.isClosed()).isFalse();
    }

    @Test
    void who_left_before_its_request_began_has_left() {
        streams.reset("1", "3");
        streams.closed("2");
        assertThat(streams.begin("1", "3", () -> {}).isClosed()).isTrue();
        assertThat(streams.begin("1", "5", () -> {}).isClosed()).isFalse();
        assertThat(streams.begin("2", "1", () -> {}).isClosed()).isTrue();
    }

    @Test
    void the_end_of_a_request_that_was_late_leaves_the_next_one_of_its_name_as_it_is() {
        Http2Streams.Stream before = streams.begin("1", "3", () -> {});
        Connection next = streams.begin("1", "3", () -> {});
        streams.end(before);
        streams.reset("1", "3");
        assertThat(next.isClosed()).isTrue();
    }
}

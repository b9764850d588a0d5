package dev.willow.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.common.api.ApiLimits;
import dev.willow.common.api.limiter.CounterRequest;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.problem.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A wrong entry of a batch refuses itself alone.
class BatchReadingTest {
    private static final String GOOD =
            "{\"Spec\": {\"DBDefinition\": {\"KeyValues\": {\"a\": 1}}, \"Properties\": {\"Counters\": 1}}}";
    private final BodyReader reader = new BodyReader(ApiLimits.DEFAULT);

    @Test
    void wrong_entries_stand_beside_right_ones_in_their_order() {
        String deep = GOOD.replace("\"a\": 1", "\"a\": {\"Type\": 13, \"Data\": {\"x\": [1, {\"y\": 2}]}}");
        List<BatchRead<CounterRequest>> read =
                read("[" + String.join(",", GOOD, "7", GOOD, "null", deep, "[[1], 2]", "{\"x\": {}}", GOOD) + "]");
        assertThat(read).extracting(entry -> entry instanceof BatchRead.Refused<CounterRequest>(var reason) ? reason.field() : "ok")
                .containsExactly(
                        "ok", "$[1]", "ok", "$[3]", "$[4].Spec.DBDefinition.KeyValues.a.Data", "$[5]", "$[6].Spec", "ok");
    }

    @Test
    void an_empty_batch_is_read() {
        assertThat(read("[]")).isEmpty();
    }

    @Test
    void a_batch_is_refused_as_a_whole_when_it_is_none() {
        assertThatThrownBy(() -> read("{}")).isInstanceOf(BadRequestException.class).hasMessage("must be an array");
        assertThatThrownBy(() -> read("")).isInstanceOf(BadRequestException.class).hasMessage("a body is required");
        assertThatThrownBy(() -> read("[] 1")).isInstanceOf(BadRequestException.class).hasMessage("something follows the body");
        assertThatThrownBy(() -> read("[" + GOOD + ", oops]")).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> read("[" + GOOD)).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> read("[" + "1,".repeat(1000) + "1]")).hasMessage("has more than 1000 entries");
    }

    private List<BatchRead<CounterRequest>> read(String body) {
        return reader.readEach(body.getBytes(StandardCharsets.UTF_8), CounterRequest.class);
    }
}

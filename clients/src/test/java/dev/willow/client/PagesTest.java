package dev.willow.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.api.QueryRequest;
import dev.willow.common.query.PageOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PagesTest {
    private static final int THINGS = 2_500;

    private final List<QueryRequest> asked = new ArrayList<>();

    @Test
    void everything_comes_once_in_its_order() {
        assertThat(Pages.of(QueryRequest.EVERYTHING, this::lookup))
                .containsExactlyElementsOf(IntStream.range(0, THINGS).boxed().toList());
        assertThat(asked).hasSize(3);
    }

    @Test
    void the_limit_of_the_request_is_the_size_of_a_page() {
        assertThat(Pages.of(QueryRequest.EVERYTHING.limitedTo(500), this::lookup)).hasSize(THINGS);
        assertThat(asked).hasSize(5).allSatisfy(request -> assertThat(request.limit()).contains(500));
    }

    @Test
    void no_page_is_asked_for_before_it_is_needed() {
        assertThat(Pages.of(QueryRequest.EVERYTHING, this::lookup).limit(10)).hasSize(10);
        assertThat(asked).hasSize(1);
    }

    @Test
    void nothing_found_is_one_empty_page() {
        assertThat(Pages.of(QueryRequest.EVERYTHING, request -> new PageOf<>(List.of(), Optional.empty()))).isEmpty();
    }

    private PageOf<Integer> lookup(QueryRequest request) {
        asked.add(request);
        int from = request.after().map(Integer::valueOf).orElse(0);
        int to = Math.min(THINGS, from + request.limit().orElse(THINGS));
        return new PageOf<>(IntStream.range(from, to).boxed().toList(),
                to < THINGS ? Optional.of(Integer.toString(to)) : Optional.empty());
    }
}

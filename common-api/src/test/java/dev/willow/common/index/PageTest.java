package dev.willow.common.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.common.RandomSource;
import dev.willow.common.query.OrderBy;
import dev.willow.common.query.Page;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Query;
import dev.willow.common.values.InvalidValueException;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PageTest {
    private final KeyValuesIndex<Thing> index = new KeyValuesIndex<>();

    private List<String> ids(Page page) {
        return index.page(Query.EVERYTHING, page).things().stream().map(Thing::id).toList();
    }

    @Test
    void default_order_is_that_of_the_ids() {
        for (String id : List.of("b", "c", "a")) index.add(Thing.of(id));
        assertThat(ids(Page.ALL)).containsExactly("a", "b", "c");
        PageOf<Thing> first = index.page(Query.EVERYTHING, Page.first(2));
        assertThat(first.things()).extracting(Thing::id).containsExactly("a", "b");
        PageOf<Thing> second = index.page(Query.EVERYTHING, Page.first(2).after(first.nextCursor().orElseThrow()));
        assertThat(second.things()).extracting(Thing::id).containsExactly("c");
        assertThat(second.nextCursor()).isEmpty();
    }

    @Test
    void last_page_has_no_cursor_even_when_it_is_full() {
        for (String id : List.of("a", "b")) index.add(Thing.of(id));
        assertThat(index.page(Query.EVERYTHING, Page.first(2)).nextCursor()).isEmpty();
        assertThat(index.page(Query.EVERYTHING, Page.ALL).nextCursor()).isEmpty();
        assertThat(index.page(Query.EVERYTHING, Page.first(Integer.MAX_VALUE)).things()).hasSize(2);
    }

    @Test
    void order_by_key_puts_types_first_then_values_then_any_and_what_lacks_the_key_last() {
        index.add(Thing.of("lacks-2", "os", "linux"));
        index.add(Thing.of("lacks-1"));
        index.add(Thing.of("any", "build", "*"));
        index.add(Thing.of("text", "build", "1"));
        index.add(Thing.of("ten", "build", 10));
        index.add(Thing.of("nine-b", "build", 9));
        index.add(Thing.of("nine-a", "build", 9));
        index.add(Thing.of("unsigned", "build", Value.parse(ValueType.UINT8, "200")));

        List<String> up = List.of("unsigned", "nine-a", "nine-b", "ten", "text", "any", "lacks-1", "lacks-2");
        List<String> down = List.of("any", "text", "ten", "nine-a", "nine-b", "unsigned", "lacks-1", "lacks-2");
        assertThat(ids(Page.ALL.orderedBy(OrderBy.ascending("build")))).isEqualTo(up);
        assertThat(ids(Page.ALL.orderedBy(OrderBy.descending("build")))).isEqualTo(down);
        for (int limit = 1; limit <= 8; limit++) {
            assertThat(followed(Page.first(limit).orderedBy(OrderBy.ascending("build")))).isEqualTo(up);
            assertThat(followed(Page.first(limit).orderedBy(OrderBy.descending("build")))).isEqualTo(down);
        }
        assertThat(ids(Page.ALL.orderedBy(OrderBy.ascending("nobody has this")))).isEqualTo(ids(Page.ALL));
    }

    private List<String> followed(Page page) {
        List<String> ids = new ArrayList<>();
        for (Optional<Page> next = Optional.of(page); next.isPresent();) {
            PageOf<Thing> answer = index.page(Query.EVERYTHING, next.get());
            answer.things().forEach(thing -> ids.add(thing.id()));
            assertThat(ids).hasSizeLessThanOrEqualTo(index.size());
            next = answer.nextCursor().map(page::after);
        }
        return ids;
    }

    @Test
    void pages_never_repeat_or_skip_what_was_there_throughout() {
        RandomSource random = RandomSource.announcedFor(getClass());
        RandomQueries queries = new RandomQueries(random, 300);
        for (int i = 0; i < 300; i++) index.add(new Thing("thing-" + i, queries.keys()));
        for (int round = 0; round < 300; round++) {
            Query query = queries.query();
            Page page = new Page(OptionalInt.of(1 + random.below(30)), Optional.empty(), queries.order());
            Set<Thing> throughout = new HashSet<>(index.query(query));
            List<Thing> met = new ArrayList<>();
            for (Optional<Page> next = Optional.of(page); next.isPresent();) {
                PageOf<Thing> answer = index.page(query, next.get());
                met.addAll(answer.things());
                assertThat(met).hasSizeLessThanOrEqualTo(10_000);
                next = answer.nextCursor().map(page::after);
                for (int changes = random.below(20); changes > 0; changes--) {
                    Thing thing = queries.thing();
                    if (random.onceIn(2)) index.remove(thing.id()).ifPresent(throughout::remove);
                    else if (index.byId(thing.id()).isEmpty()) index.add(thing);
                }
            }
            assertThat(met).as("%s %s", query, page).containsAll(throughout);
            assertThat(met.stream().filter(throughout::contains)).doesNotHaveDuplicates();
            assertThat(met).extracting(thing -> Position.of(thing, page.orderBy()))
                    .isSortedAccordingTo(Position.comparator(page.orderBy()));
        }
    }

    @Test
    void cursor_of_a_thing_that_is_gone_still_tells_where_to_go_on() {
        for (String id : List.of("a", "b", "c", "d")) index.add(Thing.of(id, "build", 7));
        for (Page page : List.of(Page.first(2), Page.first(2).orderedBy(OrderBy.descending("build")))) {
            String cursor = index.page(Query.EVERYTHING, page).nextCursor().orElseThrow();
            index.remove("b");
            assertThat(ids(page.after(cursor))).containsExactly("c", "d");
            index.add(Thing.of("b", "build", 7));
        }
    }

    @Test
    void cursor_needs_no_escaping_in_a_url_and_is_refused_when_damaged() {
        for (String id : List.of("a/?&=ä", "z")) index.add(Thing.of(id, "branch", "feature/\uD83D\uDE00"));
        for (Page page : List.of(Page.first(1), Page.first(1).orderedBy(OrderBy.ascending("branch")))) {
            String cursor = index.page(Query.EVERYTHING, page).nextCursor().orElseThrow();
            assertThat(cursor).matches("[A-Za-z0-9_-]+");
            assertThat(ids(page.after(cursor))).containsExactly("z");
            for (int at = 0; at < cursor.length(); at++)
                for (char other : "Aa9_-*= ".toCharArray()) {
                    String damaged = cursor.substring(0, at) + other + cursor.substring(at + 1);
                    if (!damaged.equals(cursor)) assertRefused(page, damaged);
                }
            for (int length = 0; length < cursor.length(); length++) assertRefused(page, cursor.substring(0, length));
            assertRefused(page, cursor + "A");
            assertRefused(page, cursor + "==");
        }
        assertRefused(Page.first(1), "no cursor at all");
    }

    @Test
    void cursor_of_another_order_is_refused() {
        for (String id : List.of("a", "b")) index.add(Thing.of(id, "branch", "main", "os", "linux"));
        Page byBranch = Page.first(1).orderedBy(OrderBy.ascending("branch"));
        String cursor = index.page(Query.EVERYTHING, byBranch).nextCursor().orElseThrow();
        assertRefused(Page.first(1), cursor);
        assertRefused(Page.first(1).orderedBy(OrderBy.descending("branch")), cursor);
        assertRefused(Page.first(1).orderedBy(OrderBy.ascending("os")), cursor);
    }

    private void assertRefused(Page page, String cursor) {
        assertThatThrownBy(() -> index.page(Query.EVERYTHING, page.after(cursor)))
                .as(cursor)
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void limit_below_one_is_refused() {
        assertThatThrownBy(() -> Page.first(0)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> Page.first(-1)).isInstanceOf(InvalidValueException.class);
    }
}

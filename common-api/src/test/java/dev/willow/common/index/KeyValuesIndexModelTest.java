package dev.willow.common.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.RandomSource;
import dev.willow.common.query.Match;
import dev.willow.common.query.Page;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Query;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.Utf8Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Plays random steps on an index and on a plain map that is asked thing by thing.
class KeyValuesIndexModelTest {
    private static final int STEPS = 100_000;
    private static final int IDS = 300;

    private final RandomSource random = RandomSource.announcedFor(getClass());
    private final RandomQueries queries = new RandomQueries(random, IDS);
    private final KeyValuesIndex<Thing> index = new KeyValuesIndex<>();
    private final TreeMap<String, Thing> model = new TreeMap<>(Utf8Order.COMPARATOR);
    private final Map<String, Integer> slots = new HashMap<>();

    @Test
    void index_answers_as_the_plain_evaluators_do_after_every_random_step() {
        int population = 0;
        for (int step = 0; step < STEPS; step++) {
            if (step % 1_000 == 0) population = random.oneOf(3, 20, 60, 60, 250);
            change(population);
            index.check();
            switch (step % 6) {
                case 0 -> compareQuery();
                case 1 -> compareMatch();
                case 2 -> compareExact();
                case 3 -> compareCompiled();
                case 4 -> comparePage();
                default -> compareIds();
            }
        }
    }

    private void change(int population) {
        boolean grow = model.size() < population ? !random.onceIn(4) : random.onceIn(4);
        if (grow) {
            Thing thing = queries.thing();
            if (model.containsKey(thing.id())) {
                Thing same = new Thing(thing.id(), model.get(thing.id()).keys());
                assertThat(index.replace(same)).isSameAs(model.put(same.id(), same));
                return;
            }
            int slot = index.add(thing);
            assertThat(slots.containsValue(slot)).isFalse();
            model.put(thing.id(), thing);
            slots.put(thing.id(), slot);
        } else {
            String id = model.isEmpty() || random.onceIn(5) ? queries.id() : random.oneOf(List.copyOf(model.keySet()));
            assertThat(index.remove(id)).isEqualTo(Optional.ofNullable(model.remove(id)));
            slots.remove(id);
        }
        assertThat(index.size()).isEqualTo(model.size());
    }

    private List<Thing> expected(Predicate<Thing> predicate) {
        return model.values().stream().filter(predicate).toList();
    }

    private void compareQuery() {
        Query query = queries.query();
        assertThat(index.query(query)).as("%s", query).isEqualTo(expected(query::matches));
    }

    private void compareMatch() {
        Match match = queries.match();
        assertThat(index.match(match)).as("%s", match).isEqualTo(expected(match::finds));
    }

    private void compareExact() {
        KeyPatterns keys = model.isEmpty() || random.onceIn(4) ? queries.keys() : random.oneOf(List.copyOf(model.values())).keys();
        assertThat(index.exact(keys)).isEqualTo(expected(thing -> thing.keys().equals(keys)));
    }

    private void compareIds() {
        String id = queries.id();
        assertThat(index.byId(id)).isEqualTo(Optional.ofNullable(model.get(id)));
        assertThat(index.slotOf(id)).isEqualTo(slots.getOrDefault(id, -1));
        if (model.containsKey(id)) assertThat(index.at(slots.get(id))).isSameAs(model.get(id));
    }

    private void compareCompiled() {
        Query query = queries.query();
        CompiledQuery<Thing> compiled = index.compile(query);
        SlotSet candidates = new SlotSet();
        SlotSet expected = new SlotSet();
        SlotSet all = new SlotSet();
        int rarity = random.oneOf(1, 2, 20);
        model.forEach((id, thing) -> {
            boolean candidate = random.onceIn(rarity);
            boolean matches = query.matches(thing);
            if (candidate) candidates.add(slots.get(id));
            if (matches) all.add(slots.get(id));
            if (candidate && matches) expected.add(slots.get(id));
            if (compiled.matches(thing) != matches) throw new AssertionError(query + " and " + thing);
        });
        SlotSet before = new SlotSet(candidates.bits.clone());
        int from = random.below(IDS);
        int next = expected.next(from);
        assertThat(compiled.within(candidates)).as("%s", query).isEqualTo(expected);
        assertThat(compiled.slots()).isEqualTo(all);
        assertThat(compiled.next(candidates, from)).isEqualTo(next);
        assertThat(compiled.nextAround(candidates, from)).isEqualTo(next >= 0 ? next : expected.next(0));
        assertThat(candidates).isEqualTo(before);
    }

    private void comparePage() {
        Query query = queries.query();
        Page page = new Page(OptionalInt.of(1 + random.below(random.oneOf(3, 200))), Optional.empty(), queries.order());
        Comparator<Position> comparator = Position.comparator(page.orderBy());
        List<Thing> expected = new ArrayList<>(expected(query::matches));
        expected.sort(Comparator.comparing(thing -> Position.of(thing, page.orderBy()), comparator));
        List<Thing> met = new ArrayList<>();
        for (Optional<Page> next = Optional.of(page); next.isPresent();) {
            PageOf<Thing> answer = index.page(query, next.get());
            assertThat(answer.things()).hasSizeLessThanOrEqualTo(page.limit().getAsInt());
            met.addAll(answer.things());
            assertThat(met).as("%s %s", query, page).hasSizeLessThanOrEqualTo(expected.size());
            next = answer.nextCursor().map(page::after);
        }
        assertThat(met).as("%s %s", query, page).isEqualTo(expected);
    }
}

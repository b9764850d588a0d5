package dev.willow.queue.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.queue.domain.Group;
import dev.willow.queue.testing.Scene;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a refusal says about counters that were not asked for.
class PrecedentsTest {
    private final Precedents precedents = new Precedents();
    private final ParkedGroup group = group("a");

    private static ParkedGroup group(String rule) {
        return new ParkedGroup(new Group(rule, Optional.empty(), Optional.empty()), new ParkingLot());
    }

    private boolean teach(ParkedGroup by, String counter, String... keys) {
        return precedents.set(Precedents.Case.of(Set.of(keys), Scene.keys(counter)), by);
    }

    @Test
    void holds_for_the_same_values_and_the_same_keys_missing_whatever_else_there_is() {
        assertThat(teach(group, "repo=willow,n=1", "repo", "os")).isTrue();
        assertThat(precedents.find(Scene.keys("repo=willow,n=2,branch=main"))).isSameAs(group);
        assertThat(precedents.find(Scene.keys("repo=other,n=1"))).isNull();
        assertThat(precedents.find(Scene.keys("repo=willow,n=1,os=linux"))).as("the refused one had no os").isNull();
        assertThat(precedents.find(Scene.keys("n=1"))).isNull();
    }

    @Test
    void the_same_taught_again_is_nothing_new() {
        assertThat(teach(group, "repo=willow,n=1", "repo")).isTrue();
        assertThat(teach(group, "repo=willow,n=2", "repo")).isFalse();
        assertThat(teach(group, "repo=other,n=2", "repo")).isTrue();
    }

    @Test
    void a_group_that_is_gone_takes_its_own_with_it_and_no_others() {
        ParkedGroup other = group("b");
        teach(group, "repo=willow", "repo");
        teach(other, "repo=willow,os=linux", "repo", "os");
        teach(other, "repo=other", "repo");
        precedents.forget(group);
        assertThat(precedents.find(Scene.keys("repo=willow"))).isNull();
        assertThat(precedents.find(Scene.keys("repo=willow,os=linux"))).isSameAs(other);
        assertThat(precedents.find(Scene.keys("repo=other"))).isSameAs(other);
    }

    @Test
    void a_later_group_that_refuses_the_same_case_takes_it_over() {
        ParkedGroup later = group("b");
        teach(group, "repo=willow", "repo");
        assertThat(teach(later, "repo=willow", "repo")).isTrue();
        precedents.forget(group);
        assertThat(precedents.find(Scene.keys("repo=willow"))).isSameAs(later);
    }

    @Test
    void what_is_kept_is_bounded_and_what_is_known_stays() {
        for (int i = 0; i < 200; i++) teach(group, "repo=willow,key" + i + "=1", "repo", "key" + i);
        assertThat(precedents.find(Scene.keys("repo=willow,key0=1,key1=2"))).isSameAs(group);
        assertThat(teach(group, "repo=willow,more=1", "more")).isFalse();
        precedents.forget(group);
        for (int i = 0; i < 20_000; i++) teach(group, "n=" + i, "n");
        assertThat(precedents.find(Scene.keys("n=1"))).isSameAs(group);
        assertThat(precedents.find(Scene.keys("n=19999"))).isNull();
    }
}

package dev.willow.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {

    @Test
    void amounts_that_grow_tenfold_are_as_far_apart() {
        Scale scale = Scale.Measured.of(List.of(1.0, 10.0, 100.0, 1_000.0));

        assertThat(scale.at(1)).isZero();
        assertThat(scale.at(10)).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(scale.at(1_000)).isEqualTo(1);
    }

    @Test
    void nothing_at_all_stands_one_decade_before_the_smallest_amount() {
        Scale scale = Scale.Measured.of(List.of(0.0, 1_000.0, 100_000.0));

        assertThat(scale.at(0)).isZero();
        assertThat(scale.at(1_000)).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(scale.ticks()).containsExactly(0.0, 1_000.0, 100_000.0);
    }

    @ParameterizedTest
    @CsvSource({"2194, 500, 5", "1000, 200, 5", "599, 100, 6", "3, 1, 3", "0.7, 0.2, 4"})
    void linear_scale_has_round_steps_and_ends_above_the_largest(double largest, double step, int steps) {
        var scale = Scale.Linear.upTo(largest);

        assertThat(scale.step()).isCloseTo(step, within(1e-9));
        assertThat(scale.steps()).isEqualTo(steps);
        assertThat(scale.at(largest)).isBetween(0.5, 1.0);
    }

    @Test
    void values_that_differ_very_much_get_a_logarithmic_scale() {
        assertThat(Scale.fitting(new double[] {3, 60})).isInstanceOf(Scale.Linear.class);

        Scale wide = Scale.fitting(new double[] {3, 600});
        assertThat(wide.ticks()).containsExactly(1.0, 10.0, 100.0, 1_000.0);
        assertThat(wide.at(10)).isCloseTo(1 / 3.0, within(1e-9));
    }
}

package dev.willow.bench.growth;

import java.util.Collection;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Where an amount lies on an axis: 0 at its beginning, 1 at its end.
sealed interface Scale {

    /// @return 0 to 1 for what the scale was made for
    double at(double amount);

    /// Amounts to be written beside the axis, in rising order.
    List<Double> ticks();

    /// From nothing to a round number above the largest.
    ///
    /// @param step from tick to tick
    record Linear(double step, int steps) implements Scale {
        private static final double FEWEST = 3;

        static Linear upTo(double largest) {
            if (largest <= 0) return new Linear(1, 1);
            double step = Math.pow(10, Math.floor(Math.log10(largest / FEWEST)));
            if (largest / step >= 5 * FEWEST) step *= 5;
            else if (largest / step >= 2 * FEWEST) step *= 2;
            return new Linear(step, (int) Math.ceil(largest / step));
        }

        @Override
        public double at(double amount) {
            return amount / (step * steps);
        }

        @Override
        public List<Double> ticks() {
            return IntStream.rangeClosed(0, steps).mapToObj(i -> i * step).toList();
        }
    }

    /// From a power of ten to a power of ten.
    record Logarithmic(int first, int last) implements Scale {
        static Logarithmic of(double smallest, double largest) {
            int first = (int) Math.floor(Math.log10(smallest));
            return new Logarithmic(first, Math.max(first + 1, (int) Math.ceil(Math.log10(largest))));
        }

        @Override
        public double at(double amount) {
            return (Math.log10(amount) - first) / (last - first);
        }

        @Override
        public List<Double> ticks() {
            return IntStream.rangeClosed(first, last).mapToObj(i -> Math.pow(10, i)).toList();
        }
    }

    /// Logarithmic, with a tick at each measured amount. Nothing at all, which has no logarithm, stands as far before the smallest as a tenth
    /// of it would.
    record Measured(SequencedSet<Double> amounts) implements Scale {
        static Measured of(Collection<Double> amounts) {
            return new Measured(new TreeSet<>(amounts));
        }

        @Override
        public double at(double amount) {
            double first = place(amounts.getFirst());
            double last = place(amounts.getLast());
            return first == last ? 0.5 : (place(amount) - first) / (last - first);
        }

        private double place(double amount) {
            if (amount > 0) return Math.log10(amount);
            return Math.log10(amounts.stream().filter(each -> each > 0).findFirst().orElse(1.0)) - 1;
        }

        @Override
        public List<Double> ticks() {
            return List.copyOf(amounts);
        }
    }

    /// For a value that may differ little or very much from point to point.
    static Scale fitting(double[] values) {
        double smallest = DoubleStream.of(values).min().orElse(0);
        double largest = DoubleStream.of(values).max().orElse(0);
        return smallest > 0 && largest / smallest > 30 ? Logarithmic.of(smallest, largest) : Linear.upTo(largest);
    }
}

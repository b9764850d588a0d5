package dev.willow.bench.micro;

import dev.willow.bench.results.Origin;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs the suites of this package, prints a table and keeps the figures. Takes JMH's own options, which go before what is set here:
/// short runs, less than four minutes altogether, that show sizes, not small differences.
public final class Steps {
    private static final String[] JAVA = {"-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"};
    private static final int WARM_UPS = 5;
    private static final int MEASURED = 10;
    private static final TimeValue EACH = TimeValue.milliseconds(500);

    private Steps() {}

    /// What is kept of a run.
    record Kept(String date, String commit, String machine, List<Row> rows) {}

    /// @param median of the measurements, each the average time of a step in µs: the figure to go by on a machine that others use
    /// @param micros average of all
    /// @param error  half of the interval in which the average lies with a confidence of 99.9 %; absent after a single measurement
    record Row(String step, Map<String, String> parameters, double median, double micros, Double error, long measurements) {
        static Row of(RunResult result) {
            Map<String, String> parameters = new TreeMap<>();
            for (String key : result.getParams().getParamsKeys()) parameters.put(key, result.getParams().getParam(key));
            var time = result.getPrimaryResult();
            double error = time.getScoreError();
            return new Row(name(result.getParams().getBenchmark()), parameters, time.getStatistics().getPercentile(50),
                    time.getScore(), Double.isNaN(error) ? null : error, time.getSampleCount());
        }

        private static String name(String benchmark) {
            return benchmark.substring(Steps.class.getPackageName().length() + 1);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "| %s | %s | %.2f | %.2f %s |", step, parameters.toString().replaceAll("[{}]", ""), median, micros,
                    error == null ? "" : String.format(Locale.ROOT, "± %.2f", error));
        }
    }

    public static void main(String[] arguments) throws IOException, RunnerException, CommandLineOptionException {
        var asked = new CommandLineOptions(arguments);
        if (asked.shouldHelp()) {
            asked.showHelp();
            return;
        }
        var origin = Origin.here();
        Collection<RunResult> results = new Runner(options(asked)).run();
        List<Row> rows = results.stream().map(Row::of).toList();
        System.out.printf("%n%s, %s, version %s%n%n| step | beside | µs, median | average |%n|---|---|---|---|%n", origin.date(), origin.machine(), origin.commit());
        rows.forEach(System.out::println);
        System.out.println("\nkept in " + origin.keep("steps", new Kept(origin.date(), origin.commit(), origin.machine(), rows)));
    }

    private static Options options(CommandLineOptions asked) {
        var options = new OptionsBuilder().parent(asked).mode(Mode.AverageTime).timeUnit(TimeUnit.MICROSECONDS).jvmArgsPrepend(JAVA);
        if (asked.getIncludes().isEmpty()) options.include(Steps.class.getPackageName());
        if (!asked.getForkCount().hasValue()) options.forks(1);
        if (!asked.getWarmupIterations().hasValue()) options.warmupIterations(WARM_UPS);
        if (!asked.getWarmupTime().hasValue()) options.warmupTime(TimeValue.seconds(1));
        if (!asked.getMeasurementIterations().hasValue()) options.measurementIterations(MEASURED);
        if (!asked.getMeasurementTime().hasValue()) options.measurementTime(EACH);
        return options.build();
    }
}

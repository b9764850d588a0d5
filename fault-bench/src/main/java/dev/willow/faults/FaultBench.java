package dev.willow.faults;

import java.io.IOException;

/// The bench as a program. `-Dfaults.seconds=` says how long faults strike, `-Dfaults.seed=` plays those of another run again.
public final class FaultBench {
    private FaultBench() {}

    public static void main(String[] ignored) throws IOException, InterruptedException {
        Report report = new Bench(Settings.ofProperties(), System.out).run();
        System.out.println(report);
        System.exit(report.isFine() ? 0 : 1);
    }
}

package dev.willow.hostile;

import java.io.IOException;

/// The program. `-Dhostile.seed=` sends the same as another run, `-Dhostile.requests=` says how much, `-Dhostile.services=` to which services,
/// and `-Dhostile.case=` sends one of them alone.
public final class HostileInput {
    private HostileInput() {}

    public static void main(String[] ignored) throws IOException, InterruptedException {
        Report report = new Run(Settings.ofProperties(), System.out).run();
        System.out.println(report);
        System.exit(report.isFine() ? 0 : 1);
    }
}

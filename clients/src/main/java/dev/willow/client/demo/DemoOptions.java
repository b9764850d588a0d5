package dev.willow.client.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the launcher tells the demo.
///
/// @param willow     URL of Willow
/// @param limiter    URL of the Limiter
/// @param repository a folder within a git repository, or a bare repository
/// @param scratch    a folder for the runners' checkouts; made if it is not there
/// @param command    what a build runs, for `sh -c`; without one: `git show --stat`
/// @param onTerminal whether the progress may overwrite its line
record DemoOptions(
        URI willow, URI limiter, Path repository, Path scratch, Optional<String> command, boolean onTerminal) {
    private static final Set<String> KNOWN =
            Set.of("--willow", "--limiter", "--repository", "--scratch", "--run", "--progress");

    /// @throws DemoException if an option is unknown or missing
    static DemoOptions parse(String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!KNOWN.contains(arguments[i])) throw new DemoException("unknown option " + arguments[i]);
            if (i + 1 == arguments.length) throw new DemoException(arguments[i] + " needs a value");
            given.put(arguments[i], arguments[i + 1]);
        }
        return new DemoOptions(
                URI.create(required(given, "--willow")),
                URI.create(required(given, "--limiter")),
                Path.of(required(given, "--repository")),
                Path.of(required(given, "--scratch")),
                Optional.ofNullable(given.get("--run")),
                "terminal".equals(given.get("--progress")));
    }

    private static String required(Map<String, String> given, String option) {
        String value = given.get(option);
        if (value == null) throw new DemoException(option + " is missing");
        return value;
    }
}

package dev.willow.testing.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The services that were just built, in the form in which the launcher starts them. Without it most of a test that starts
/// processes is the start of processes.
public final class PreparedServices {
    private static boolean arePrepared;

    private PreparedServices() {}

    /// What Java is to be told to run one.
    ///
    /// @param root of the repository
    /// @param jar  that the service was built into
    static List<String> options(Path root, Service service, Path jar) throws IOException, InterruptedException {
        prepare(root);
        Path app = root.resolve(service.label() + "-service").resolve("target").resolve("app").toAbsolutePath().normalize();
        return List.of("@" + app.resolve("java.options"), "-jar", app.resolve(jar.getFileName()).toString());
    }

    /// Prepares them now, so that no patience of a test is used up by it. Once for what was built.
    ///
    /// @param root of the repository
    public static synchronized void prepare(Path root) throws IOException, InterruptedException {
        if (arePrepared) return;
        ProcessBuilder builder = new ProcessBuilder(root.resolve("willow").toAbsolutePath().toString(), "build").redirectErrorStream(true);
        builder.environment().put("WILLOW_BUILD", "no"); // a build is what runs this
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process preparing = builder.start();
        String said = new String(preparing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (preparing.waitFor() != 0) throw new IOException("the services could not be prepared: " + said);
        arePrepared = true;
    }
}

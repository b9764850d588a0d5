package dev.willow.kit.app;

import dev.willow.testing.service.RunningApplication;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/// The tiny service in this process.
public final class RunningTinyService extends RunningApplication {
    private RunningTinyService(ApplicationContextInitializer<GenericApplicationContext> beans, String... properties) {
        super(TinyService.class, beans, properties);
    }

    public static RunningTinyService start(String... properties) {
        return startWith(beans -> {}, properties);
    }

    /// @param beans adds what the test brings along
    public static RunningTinyService startWith(ApplicationContextInitializer<GenericApplicationContext> beans, String... properties) {
        return new RunningTinyService(
                beans, Stream.concat(Stream.of("engine.durability=memory"), Arrays.stream(properties)).toArray(String[]::new));
    }

    public Turns turns() {
        return bean(Turns.class);
    }
}

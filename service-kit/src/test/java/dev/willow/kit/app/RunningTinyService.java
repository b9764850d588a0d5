package dev.willow.kit.app;

import dev.willow.testing.service.RunningApplication;
import java.util.Arrays;
import java.util.stream.Stream;

/// The tiny service in this process.
public final class RunningTinyService extends RunningApplication {
    private RunningTinyService(String... properties) {
        super(TinyService.class, beans -> {}, properties);
    }

    public static RunningTinyService start(String... properties) {
        return new RunningTinyService(
                Stream.concat(Stream.of("engine.durability=memory"), Arrays.stream(properties)).toArray(String[]::new));
    }

    public Turns turns() {
        return bean(Turns.class);
    }
}

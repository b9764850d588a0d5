package dev.willow.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/// Applications with the starter, and no more than that.
final class Contexts {
    private Contexts() {}

    static ApplicationContextRunner plain() {
        Class<?>[] starter = ImportCandidates.load(AutoConfiguration.class, Contexts.class.getClassLoader()).getCandidates().stream()
                .filter(name -> name.startsWith("dev.willow.")).map(Contexts::classOf).toArray(Class[]::new);
        return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(starter));
    }

    /// With a Willow to ask.
    static ApplicationContextRunner with(FakeWillow willow) {
        return plain().withPropertyValues("willow.url=" + willow.url());
    }

    private static Class<?> classOf(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException wrong) {
            throw new IllegalStateException("the starter announces a class that it does not have", wrong);
        }
    }
}

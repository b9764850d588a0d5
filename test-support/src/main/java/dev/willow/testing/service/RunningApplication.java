package dev.willow.testing.service;

import dev.willow.testing.http.Http;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// A Spring Boot application on a free port, with a client of it.
public class RunningApplication implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final Http http;

    /// @param beans      adds what the test brings along
    /// @param properties such as `locker.max-waiters=0`; they win over those of the application
    protected RunningApplication(
            Class<?> application, ApplicationContextInitializer<GenericApplicationContext> beans, String... properties) {
        context = new SpringApplicationBuilder(application)
                .web(WebApplicationType.SERVLET)
                .initializers(fresh -> beans.initialize((GenericApplicationContext) fresh))
                .run(Stream.concat(Stream.of("server.port=0"), Arrays.stream(properties)).map("--"::concat).toArray(String[]::new));
        http = new Http(port());
    }

    public final int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public final Http http() {
        return http;
    }

    public final <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /// Stops the application while its clients are still there.
    public final void stop() {
        context.close();
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }
}

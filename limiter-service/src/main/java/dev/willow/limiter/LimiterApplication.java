package dev.willow.limiter;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Starts Limiter.
@SpringBootApplication(proxyBeanMethods = false)
public class LimiterApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(LimiterApplication.class, arguments);
    }
}

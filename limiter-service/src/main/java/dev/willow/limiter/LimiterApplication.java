package dev.willow.limiter;

import dev.willow.kit.KitApplication;
import org.springframework.boot.SpringApplication;

/// Starts Limiter.
@KitApplication
public class LimiterApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(LimiterApplication.class, arguments);
    }
}

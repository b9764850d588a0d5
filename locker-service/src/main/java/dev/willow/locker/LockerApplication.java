package dev.willow.locker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Starts Locker.
@SpringBootApplication(proxyBeanMethods = false)
public class LockerApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(LockerApplication.class, arguments);
    }
}

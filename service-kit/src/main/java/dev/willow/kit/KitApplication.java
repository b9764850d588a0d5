package dev.willow.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.core.annotation.AnnotatedElementUtils;

/// A Spring Boot application that is a service: with the whole kit, and with its settings. Any other application that has the kit on its
/// classpath, such as one whose tests use the services, has nothing of it.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootApplication(proxyBeanMethods = false)
@ImportAutoConfiguration(KitAutoConfiguration.class)
public @interface KitApplication {

    /// Whether what is started here is a service.
    final class Check {
        private Check() {}

        public static boolean isService(SpringApplication application) {
            return application.getAllSources().stream().anyMatch(Check::isService);
        }

        static boolean isService(Object source) {
            return source instanceof Class<?> type && AnnotatedElementUtils.hasAnnotation(type, KitApplication.class);
        }
    }
}

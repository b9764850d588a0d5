package dev.willow.spring.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/// Where a setting names at least one URL.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnUrlsCondition.class)
@interface ConditionalOnUrls {
    /// The name of the setting.
    String value();
}

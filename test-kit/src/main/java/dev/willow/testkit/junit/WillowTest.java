package dev.willow.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Gives each test of a class a kit of its own, which is closed when the test has ended. Tests, and methods that run before and after each,
/// take it or its clients as parameters; so does the constructor, unless one instance of the class serves all its tests.
///
/// ```java
/// @WillowTest
/// class NightlyBuildsTest {
///     @Test
///     void a_build_is_handed_out(WillowTestKit kit, WillowClient willow) { ... }
/// }
/// ```
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WillowKitExtension.class)
public @interface WillowTest {}

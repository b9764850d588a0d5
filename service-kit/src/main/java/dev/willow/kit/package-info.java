/// What the three services share around their own code, on Spring MVC, Tomcat and virtual threads. Spring Boot applications
/// that are a [KitApplication] have it; see [KitAutoConfiguration] for the parts and `defaults.properties` for the settings.
///
/// A service has a [KitApplication] of its own package, a `defaults.properties` beside it with its name, port and data directory, controllers ([dev.willow.kit.http]) and an engine bean ([dev.willow.kit.host]).
///
/// Run with `--enable-native-access=ALL-UNNAMED`, which the engine's log asks for on Java 25.
package dev.willow.kit;

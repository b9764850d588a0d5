/// The services of a kit: their own beans in a Spring context each, and before them their filters and Spring MVC, but no web server.
/// Start at [KitService].
package dev.willow.testkit.service;

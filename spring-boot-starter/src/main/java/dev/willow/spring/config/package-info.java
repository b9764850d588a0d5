/// What the starter adds to an application, and on which conditions. Each bean gives way to one of the application's own.
package dev.willow.spring.config;

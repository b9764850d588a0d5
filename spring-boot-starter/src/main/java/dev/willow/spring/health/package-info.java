/// What Spring Boot's health checks are told of the services.
package dev.willow.spring.health;

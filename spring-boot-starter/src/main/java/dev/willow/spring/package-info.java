/// The Java client in a Spring Boot application.
///
/// Start at [WillowListener], which turns a method into a worker, and at [WillowProperties], which says where the services are.
package dev.willow.spring;

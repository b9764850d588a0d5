package dev.willow.testkit.service;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/// Spring MVC, which Spring Boot would bring by itself.
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
class Mvc {}

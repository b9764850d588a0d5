package dev.willow.hostile.document;

import tools.jackson.databind.JsonNode;

/// @param place `path`, `query` or `header`
public record Parameter(String name, String place, JsonNode schema) {}

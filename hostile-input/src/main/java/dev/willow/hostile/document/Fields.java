package dev.willow.hostile.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Finds all places of a body. What may nest in itself is gone into once.
final class Fields {
    /// Where any key may stand.
    private static final String SOME_KEY = "k";
    private final Schemas schemas;
    private final List<Field> found = new ArrayList<>();

    private Fields(Schemas schemas) {
        this.schemas = schemas;
    }

    static List<Field> of(Schemas schemas, JsonNode body) {
        Fields fields = new Fields(schemas);
        fields.visit(new Field(List.of(), body, true, Optional.empty(), false));
        return List.copyOf(fields.found);
    }

    private void visit(Field field) {
        found.add(field);
        if (nestsTwice(field)) return;
        members(field, field.schema());
        boolean isOther = false;
        for (JsonNode each : field.schema().path("anyOf")) {
            members(isOther ? field.otherwise() : field, schemas.resolve(each));
            isOther = true;
        }
    }

    private void members(Field field, JsonNode schema) {
        Set<String> required = schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        schema.path("properties").propertyStream().forEach(member ->
                visit(child(field, member.getKey(), member.getValue(), required.contains(member.getKey()))));
        if (schema.path("additionalProperties").isObject())
            visit(child(field, SOME_KEY, schema.path("additionalProperties"), false));
        if (schema.has("items")) visit(child(field, 0, schema.path("items"), false));
    }

    private Field child(Field parent, Object step, JsonNode schema, boolean required) {
        List<Object> steps = new ArrayList<>(parent.steps());
        steps.add(step);
        return new Field(List.copyOf(steps), schemas.resolve(schema), required, Optional.of(parent), parent.isOther());
    }

    /// As `$.AND[0].AND`.
    private static boolean nestsTwice(Field field) {
        return field.steps().stream().filter(step -> step.equals("AND") || step.equals("OR")).count() > 1;
    }
}

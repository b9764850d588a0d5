package dev.willow.testing.http;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Looks for what a document leaves unsaid, and for examples that are not what it says.
final class DescribedEverywhere {
    private static final String ADDRESS = "https://willow.example/openapi.json";

    private final JsonNode document;
    private final SchemaRegistry schemas;
    private final List<String> faults = new ArrayList<>();

    private DescribedEverywhere(JsonNode document) {
        this.document = document;
        this.schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(Map.of(ADDRESS, document.toString())));
    }

    /// Every place that lacks something, with what it lacks.
    static List<String> faults(JsonNode document) {
        DescribedEverywhere search = new DescribedEverywhere(document);
        document.at("/tags").forEach(tag -> search.described(tag, "the tag " + tag.at("/name").asString()));
        document.at("/components/schemas").propertyStream().forEach(schema ->
                search.schema(schema.getValue(), schema.getKey()));
        document.at("/paths").propertyStream().forEach(path -> path.getValue().propertyStream().forEach(call ->
                search.call(call.getValue(), call.getKey() + " " + path.getKey(), "#/paths/" + escaped(path.getKey()) + "/" + call.getKey())));
        return search.faults;
    }

    private void call(JsonNode call, String name, String pointer) {
        if (text(call, "summary").isEmpty()) faults.add(name + " has no summary");
        if (call.at("/responses").propertyNames().stream().noneMatch(status -> status.startsWith("2"))) faults.add(name + " never succeeds");
        for (JsonNode parameter : call.at("/parameters"))
            if (!parameter.has("$ref")) described(parameter, name + " " + text(parameter, "name"));
        for (String tag : call.at("/tags").valueStream().map(JsonNode::asString).toList())
            if (document.at("/tags").valueStream().noneMatch(known -> known.at("/name").asString().equals(tag)))
                faults.add(name + " has the unknown tag " + tag);
        content(call.at("/requestBody/content"), name + " body", pointer + "/requestBody/content");
        call.at("/responses").propertyStream().forEach(response -> {
            String of = name + " " + response.getKey();
            if (text(response.getValue(), "description").isEmpty() || text(response.getValue(), "description").equals("OK"))
                faults.add(of + " has no description");
            content(response.getValue().at("/content"), of, pointer + "/responses/" + response.getKey() + "/content");
        });
    }

    private void content(JsonNode content, String name, String pointer) {
        content.propertyStream().forEach(type -> {
            JsonNode examples = type.getValue().at("/examples");
            if (examples.isEmpty()) faults.add(name + " has no example");
            examples.propertyStream().forEach(example ->
                    validate(value(example.getValue()), name + " " + example.getKey(), pointer + "/" + escaped(type.getKey()) + "/schema"));
        });
    }

    private JsonNode value(JsonNode example) {
        return example.has("$ref") ? document.at(example.at("/$ref").asString().substring(1)).at("/value") : example.at("/value");
    }

    private void validate(JsonNode example, String name, String pointer) {
        for (Error error : schemas.getSchema(SchemaLocation.of(ADDRESS + pointer)).validate(example))
            faults.add(name + " is not what it is said to be: " + error);
    }

    private void schema(JsonNode schema, String name) {
        described(schema, name);
        schema.at("/properties").propertyStream().forEach(member -> described(member.getValue(), name + "." + member.getKey()));
    }

    private void described(JsonNode described, String name) {
        if (text(described, "description").isEmpty()) faults.add(name + " has no description");
    }

    private static String text(JsonNode of, String member) {
        return of.path(member).asString("");
    }

    private static String escaped(String part) {
        return part.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D");
    }
}

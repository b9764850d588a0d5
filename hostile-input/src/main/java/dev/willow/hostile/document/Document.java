package dev.willow.hostile.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An OpenAPI document.
///
/// @param operations in the order of paths and methods
/// @param problems   every `type` that a problem may have
public record Document(List<Operation> operations, Set<String> problems) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern TWIN = Pattern.compile("Other clients may send the one of POST (\\S+?)\\.$");

    public static Document of(String text) {
        JsonNode json = JSON.readTree(text);
        Schemas schemas = new Schemas(json);
        List<Operation> operations = new ArrayList<>();
        json.path("paths").propertyStream().forEach(path -> path.getValue().propertyStream().forEach(call ->
                operations.add(operation(json, schemas, call.getKey(), path.getKey(), call.getValue()))));
        operations.sort(Comparator.comparing(Operation::path).thenComparing(Operation::method));
        Set<String> problems = json.at("/components/schemas/Problem/properties/type/enum").valueStream()
                .map(JsonNode::asString).collect(Collectors.toCollection(LinkedHashSet::new));
        return new Document(List.copyOf(operations), problems);
    }

    /// The call that a method of a path is, such as `DELETE /v1/locks/{LockID}` for the path `/v1/locks/together`.
    public Optional<Operation> callOf(String method, String path) {
        return operations.stream()
                .filter(each -> each.method().equals(method) && path.matches(each.path().replaceAll("\\{[^}]*}", "[^/]+")))
                .findFirst();
    }

    private static Operation operation(JsonNode json, Schemas schemas, String method, String path, JsonNode call) {
        List<Parameter> parameters = call.path("parameters").valueStream().map(schemas::resolve)
                .map(each -> new Parameter(
                        each.path("name").asString(), each.path("in").asString(), schemas.resolve(each.path("schema"))))
                .toList();
        Set<Integer> statuses = new TreeSet<>();
        call.path("responses").propertyNames().forEach(status -> statuses.add(Integer.parseInt(status)));
        return new Operation(
                method.toUpperCase(Locale.ROOT), path, parameters, statuses, body(json, schemas, call));
    }

    /// What the call takes, or its twin: a browser sends no body with GET, so there the document tells of it in words.
    private static Optional<Body> body(JsonNode json, Schemas schemas, JsonNode call) {
        JsonNode body = call.path("requestBody");
        if (!body.isMissingNode()) return Optional.of(body(schemas, body));
        Matcher twin = TWIN.matcher(call.path("description").asString(""));
        if (!twin.find()) return Optional.empty();
        return Optional.of(body(schemas, json.path("paths").path(twin.group(1)).path("post").path("requestBody")));
    }

    private static Body body(Schemas schemas, JsonNode body) {
        JsonNode content = body.at("/content/application~1json");
        List<JsonNode> examples = content.path("examples").valueStream().map(example -> example.path("value")).toList();
        JsonNode schema = schemas.resolve(content.path("schema"));
        return new Body(
                body.path("required").asBoolean(false),
                examples.isEmpty() ? List.of(schemas.sample(schema)) : examples,
                schema,
                Fields.of(schemas, schema),
                schemas);
    }
}

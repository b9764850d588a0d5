package dev.willow.kit.docs;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Puts the steps of a story to the calls that they are examples of. What is refused is no example of a body, only of an answer.
final class StepExamples {
    private static final String JSON = "application/json";

    private StepExamples() {}

    static void add(Story story, OpenAPI document) {
        for (Story.Step step : story.steps()) add(step, find(step.call(), document));
    }

    private static void add(Story.Step step, Operation call) {
        step.id().ifPresent(id -> begin(call, id, step));
        String name = step.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        boolean isRefused = step.status() >= 400;
        if (!isRefused) step.body().ifPresent(body -> call.getRequestBody().getContent().get(JSON)
                .addExamples(name, new Example().summary(step.title()).value(body)));
        step.answer().ifPresent(answer -> content(call, step)
                .addExamples(name, new Example().summary(step.title()).value(answer)));
    }

    private static Operation find(String call, OpenAPI document) {
        String[] parts = call.split(" ", 2);
        return Optional.ofNullable(document.getPaths().get(parts[1]))
                .map(path -> path.readOperationsMap().get(PathItem.HttpMethod.valueOf(parts[0])))
                .orElseThrow(() -> new IllegalStateException("the story has a call that is not there: " + call));
    }

    /// The first step of a call, which names it, says what stands in its parameters; a later one would only say it of another example.
    private static void begin(Operation call, String id, Story.Step first) {
        call.setOperationId(id);
        first.path().ifPresent(values -> values.forEach((parameter, value) -> fill(call, parameter, value)));
        first.query().ifPresent(values -> values.forEach((parameter, value) -> fill(call, parameter, value)));
    }

    private static void fill(Operation call, String name, String value) {
        for (Parameter parameter : call.getParameters()) {
            if (!name.equals(parameter.getName())) continue;
            parameter.setExample(isText(parameter) ? value : JsonMapper.shared().readValue(value, Object.class));
        }
    }

    private static boolean isText(Parameter parameter) {
        return Json31.mapper().valueToTree(parameter.getSchema()).path("type").asText().equals("string");
    }

    private static MediaType content(Operation call, Story.Step step) {
        String type = step.status() >= 400 ? "application/problem+json" : JSON;
        return Optional.ofNullable(call.getResponses().get(Integer.toString(step.status())))
                .map(response -> response.getContent())
                .map(content -> content.get(type))
                .orElseThrow(() -> new IllegalStateException(step.call() + " does not document an answer with " + step.status()));
    }
}

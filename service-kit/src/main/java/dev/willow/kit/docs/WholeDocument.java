package dev.willow.kit.docs;

import dev.willow.kit.http.Paging;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/// Completes the document of a service when all its calls are in: the texts of members, the examples, what every call has in
/// common, and an order that is the same whenever it is made.
final class WholeDocument implements GlobalOpenApiCustomizer {
    private static final String REQUEST_ID = "X-Request-ID";
    private static final String RETRY_AFTER = "Retry-After";

    private final String ofAll;
    private final String ofService;

    /// @param ofAll     folder of the resources that all services have in common
    /// @param ofService of the resources of this one
    WholeDocument(String ofAll, String ofService) {
        this.ofAll = ofAll;
        this.ofService = ofService;
    }

    /// Called when somebody first reads the document, which springdoc then keeps; until then, no resource is read.
    @Override
    public void customise(OpenAPI document) {
        Story story = Story.in(ofService);
        MemberTexts texts = new MemberTexts(ofAll, ofService);
        document.info(new Info().title(story.title()).description(story.description()).version("1"));
        document.servers(List.of(new Server().url("/").description("this service")));
        document.security(List.of());
        document.tags(new TreeMap<>(story.tags()).entrySet().stream()
                .map(tag -> new Tag().name(tag.getKey()).description(tag.getValue())).toList());
        BodiesOfGet.leaveOut(document);
        document.getPaths().values().forEach(path -> path.readOperations().forEach(call -> complete(call, texts)));
        StepExamples.add(story, document);
        addComponents(document, texts);
        sort(document);
    }

    private static void complete(Operation call, MemberTexts texts) {
        if (call.getParameters() != null) call.getParameters().forEach(texts::describe);
        call.addParametersItem(new Parameter().$ref("#/components/parameters/" + REQUEST_ID));
        call.getResponses().forEach((status, response) -> {
            response.addHeaderObject(REQUEST_ID, new Header().$ref("#/components/headers/" + REQUEST_ID));
            if (status.equals("503"))
                response.addHeaderObject(RETRY_AFTER, new Header().$ref("#/components/headers/" + RETRY_AFTER));
        });
    }

    private static void addComponents(OpenAPI document, MemberTexts texts) {
        Components components = document.getComponents();
        Schemas.all().forEach(components::addSchemas);
        Used.keep(document);
        Schemas.allowShorthand(components);
        components.getSchemas().forEach((name, schema) -> texts.describe(name, schema));
        ProblemExamples.all().forEach(components::addExamples);
        components.addParameters(REQUEST_ID, new Parameter().name(REQUEST_ID).in("header").schema(Schemas.of("text", "string"))
                .description("Names this piece of work in every log line of all services; made by the service if left out."));
        components.addHeaders(REQUEST_ID, new Header().schema(Schemas.of("text", "string")).description("The one of the request, or the one that was made for it."));
        components.addHeaders(RETRY_AFTER, new Header().schema(Schemas.of("seconds", "integer"))
                .description("How many seconds to wait before trying again."));
        components.addHeaders(Paging.NEXT_CURSOR, new Header().schema(Schemas.of("text", "string"))
                .description("What to send as After for the next page; absent on the last."));
    }

    private static void sort(OpenAPI document) {
        Paths paths = new Paths();
        new TreeMap<>(document.getPaths()).forEach(paths::addPathItem);
        document.setPaths(paths);
        document.getComponents().setSchemas(new LinkedHashMap<>(new TreeMap<>(document.getComponents().getSchemas())));
        for (PathItem path : paths.values())
            for (Operation call : path.readOperations()) {
                ApiResponses responses = new ApiResponses();
                new TreeMap<String, ApiResponse>(call.getResponses()).forEach(responses::addApiResponse);
                call.setResponses(responses);
                responses.values().forEach(response -> sortHeaders(response));
            }
    }

    private static void sortHeaders(ApiResponse response) {
        Map<String, Header> headers = response.getHeaders();
        if (headers != null) response.setHeaders(new LinkedHashMap<>(new TreeMap<>(headers)));
    }
}

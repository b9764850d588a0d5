package dev.willow.kit.docs;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.Map;

/// A browser sends no body with GET, so the page must not offer one. A call that makes sense without is shown without; one
/// that does not is told of beside its POST form.
final class BodiesOfGet {
    private BodiesOfGet() {}

    static void leaveOut(OpenAPI document) {
        for (Map.Entry<String, PathItem> path : document.getPaths().entrySet()) {
            Operation get = path.getValue().getGet();
            if (get == null || get.getRequestBody() == null) continue;
            Map.Entry<String, PathItem> twin = twin(document, path.getKey(), get.getRequestBody());
            if (isRequired(get.getRequestBody())) {
                path.getValue().setGet(null);
                say(twin.getValue().getPost(), "GET with the same body does the same; a browser cannot send it.");
            } else {
                get.setRequestBody(null);
                say(get, "Shown here without a body, since a browser sends none with GET. Other clients may send the one of POST " + twin.getKey() + ".");
            }
        }
    }

    private static boolean isRequired(RequestBody body) {
        return Boolean.TRUE.equals(body.getRequired());
    }

    /// The POST form: the call with the same body, at the same path or below it.
    private static Map.Entry<String, PathItem> twin(OpenAPI document, String path, RequestBody body) {
        return document.getPaths().entrySet().stream()
                .filter(other -> other.getKey().startsWith(path) && other.getValue().getPost() != null)
                .filter(other -> body.getContent().equals(content(other.getValue().getPost().getRequestBody())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("GET " + path + " takes a body and has no POST form"));
    }

    private static Object content(RequestBody body) {
        return body == null ? null : body.getContent();
    }

    private static void say(Operation call, String sentence) {
        String before = call.getDescription();
        call.setDescription(before == null || before.isEmpty() ? sentence : before + " " + sentence);
    }
}

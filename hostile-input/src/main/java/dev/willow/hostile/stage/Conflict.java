package dev.willow.hostile.stage;

import dev.willow.hostile.request.Case;
import dev.willow.hostile.request.Expectation;
import dev.willow.hostile.request.Names;
import dev.willow.hostile.request.Request;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/// Makes cases of what conflicts with what is there.
final class Conflict {
    private Conflict() {}

    /// @param path with variables, and a query
    /// @param body ' may stand for "
    static Case of(String method, String path, String what, Function<Names, String> body) {
        return new Case(0, method + " " + path.replaceFirst("\\?.*", ""), what, "", true, Expectation.refusal(409), names -> {
            String json = body.apply(names).replace('\'', '"');
            String head = method + " " + names.path(path) + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                    + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n";
            return new Request((head + json).getBytes(StandardCharsets.UTF_8), true, false);
        });
    }
}

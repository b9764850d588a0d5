package dev.willow.system;

import dev.willow.testing.http.Http;
import java.util.Arrays;

/// Reads what a service counts, from `/actuator/prometheus`.
final class Meters {
    private Meters() {}

    /// @param name such as `http_server_requests_seconds_count`
    /// @param tags such as `uri="/v1/locks"`; all that have them are added up
    /// @return 0 if there is none
    static double sum(Http service, String name, String... tags) {
        return service.get("/actuator/prometheus").content().lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Arrays.stream(tags).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /// How many calls of this kind were answered.
    static long calls(Http service, String method, String uri) {
        return (long) sum(service, "http_server_requests_seconds_count", "method=\"" + method + "\"", "uri=\"" + uri + "\"");
    }
}

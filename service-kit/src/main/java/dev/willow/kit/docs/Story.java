package dev.willow.kit.docs;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/// What a service tells of itself, in the resource `docs/story.json` of its package: its examples are the steps of one story,
/// each a call with its answer, which may be sent in this order as they stand.
///
/// @param tags  what the groups of calls are about, by their names
/// @param steps in the order of the story
record Story(
        @JsonProperty("title") String title,
        @JsonProperty("description") String description,
        @JsonProperty("tags") Map<String, String> tags,
        @JsonProperty("steps") List<Step> steps) {
    static final Story NONE = new Story("Service", "A service.", Map.of(), List.of());

    /// @param call   the method and the path, such as `GET /v1/queues/{Name}`
    /// @param id     the name of the call for generated clients; once for each call
    /// @param title  what happens, in a few words
    /// @param path   the values of what varies in the path
    /// @param query  the values of the parameters after the path
    /// @param body   what is sent, if anything is
    /// @param status of the answer
    /// @param answer what comes back, if anything does
    record Step(
            @JsonProperty("call") String call,
            @JsonProperty("id") Optional<String> id,
            @JsonProperty("title") String title,
            @JsonProperty("path") Optional<Map<String, String>> path,
            @JsonProperty("query") Optional<Map<String, String>> query,
            @JsonProperty("body") Optional<Object> body,
            @JsonProperty("status") int status,
            @JsonProperty("answer") Optional<Object> answer) {}

    /// @param folder where the resources of the service are, such as `dev/willow/queue/docs`
    static Story in(String folder) {
        ClassPathResource file = new ClassPathResource(folder + "/story.json");
        if (!file.exists()) return NONE;
        try (InputStream in = file.getInputStream()) {
            return JsonMapper.builder().build().readValue(in, Story.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

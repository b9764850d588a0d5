package dev.willow.common.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A refusal as `application/problem+json` (RFC 9457), plus `Message`, which repeats `detail` for clients of the
/// original.
///
/// @param type     the kind, a URI reference that never changes; see [ProblemType#uri]
/// @param title    the kind in words
/// @param status   the HTTP status
/// @param detail   what went wrong this time, for people; never names internals
/// @param instance the path of the request, if known
/// @param members  members of the kind, such as `Field`, or `Rule`, `Limit` and `Count`; they stand beside the others
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Problem(
        @JsonProperty("type") String type,
        @JsonProperty("title") String title,
        @JsonProperty("status") int status,
        @JsonProperty("detail") String detail,
        @JsonProperty("instance") Optional<String> instance,
        @JsonIgnore Map<String, Object> members) {
    private static final String FIELD = "Field";

    public Problem {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type.uri(), type.title(), type.status(), detail, Optional.empty(), Map.of());
    }

    /// A wrong request, with the JSON path or the name of the parameter that is wrong.
    public static Problem ofField(String field, String detail) {
        return of(ProblemType.INVALID_REQUEST, detail).with(FIELD, field);
    }

    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, title, status, detail, instance, more);
    }

    public Problem at(String path) {
        return new Problem(type, title, status, detail, Optional.of(path), members);
    }

    /// The kind; empty for one that this version does not know.
    public Optional<ProblemType> kind() {
        return ProblemType.ofUri(type);
    }

    /// What is wrong in the request, if the problem says so.
    public Optional<String> field() {
        return Optional.ofNullable(members.get(FIELD)).map(Object::toString);
    }

    /// `detail` under the name that clients of the original read.
    @JsonProperty("Message")
    String message() {
        return detail;
    }

    @JsonAnyGetter
    Map<String, Object> others() {
        return members;
    }

    /// Reads a problem of any sender: what is no standard member is a member of the kind.
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Problem ofMembers(Map<String, Object> all) {
        Map<String, Object> others = new LinkedHashMap<>(all);
        Object status = others.remove("status");
        Object message = others.remove("Message");
        Object detail = others.remove("detail");
        return new Problem(
                text(others.remove("type"), "about:blank"),
                text(others.remove("title"), ""),
                status instanceof Number number ? number.intValue() : 0,
                text(detail == null ? message : detail, ""),
                Optional.ofNullable(others.remove("instance")).map(Object::toString),
                others);
    }

    private static String text(Object member, String otherwise) {
        return member == null ? otherwise : member.toString();
    }
}

package dev.willow.common.problem;

import java.util.Arrays;
import java.util.Optional;

/// The kinds of refusal, each with the stable name that clients decide by. A name is never renamed or given another
/// meaning.
public enum ProblemType {
    INVALID_REQUEST("invalid-request", 400, "The request is wrong"),
    MALFORMED_JSON("malformed-json", 400, "The body is not valid JSON"),
    UNKNOWN_SESSION("unknown-session", 404, "No such session"),
    UNKNOWN_LOCK("unknown-lock", 404, "No such lock"),
    UNKNOWN_RULE("unknown-rule", 404, "No such rule"),
    UNKNOWN_OVERRIDE("unknown-override", 404, "No such override"),
    UNKNOWN_QUEUE("unknown-queue", 404, "No such queue"),
    UNKNOWN_CHANNEL("unknown-channel", 404, "No such channel"),
    UNKNOWN_ITEM("unknown-item", 404, "No such item in processing"),
    NO_SUCH_PATH("no-such-path", 404, "No such path"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "The path has no such method"),
    NOT_ACCEPTABLE("not-acceptable", 406, "The answer exists in no accepted form"),
    WRONG_SESSION("wrong-session", 409, "The lock belongs to another session"),
    NOT_GRANTED("not-granted", 409, "The lock was not granted in time"),
    HOLDERS_MISMATCH("holders-mismatch", 409, "The lock is in use with another number of holders"),
    NAME_IN_USE("name-in-use", 409, "The name is in use"),
    GROUP_IN_USE("group-in-use", 409, "The group of key-values is in use"),
    LIMIT_REACHED("limit-reached", 409, "A limit is reached"),
    LIMIT_ZERO("limit-zero", 409, "A limit lets nothing in"),
    RULE_PAUSED("rule-paused", 409, "A rule is paused"),
    QUEUE_FULL("queue-full", 409, "The queue is full"),
    QUEUE_DELETED("queue-deleted", 409, "The queue was deleted"),
    CONFLICT("conflict", 409, "The request conflicts with the present state"),
    BODY_TOO_LARGE("body-too-large", 413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The body is of another type than JSON"),
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", 422, "The idempotency key was used with another body"),
    TOO_MANY_WAITING("too-many-waiting", 429, "Too many callers are waiting"),
    INTERNAL("internal", 500, "The service has a defect"),
    UNAVAILABLE("unavailable", 503, "The service cannot serve now"),
    LOCKER_UNREACHABLE("locker-unreachable", 503, "Locker cannot be reached"),
    LEASES_UNSETTLED("leases-unsettled", 503, "The owner of leases has not compared them yet"),
    LIMITER_UNREACHABLE("limiter-unreachable", 503, "The Limiter cannot be reached");

    private static final String URN = "urn:willow:problem:";

    private final String code;
    private final int status;
    private final String title;

    ProblemType(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    /// The stable name, such as `limit-reached`.
    public String code() {
        return code;
    }

    /// The HTTP status that it is answered with.
    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /// What stands in the `type` of a problem, such as `urn:willow:problem:limit-reached`.
    public String uri() {
        return URN + code;
    }

    /// @param uri the `type` of a problem
    /// @return empty for a kind that this version does not know
    public static Optional<ProblemType> ofUri(String uri) {
        return Arrays.stream(values()).filter(type -> type.uri().equals(uri)).findFirst();
    }
}

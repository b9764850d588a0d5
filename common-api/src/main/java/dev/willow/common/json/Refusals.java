package dev.willow.common.json;

import dev.willow.common.problem.BadRequestException;
import dev.willow.common.problem.MalformedJsonException;
import dev.willow.common.values.InvalidValueException;
import java.util.Collection;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// The one place that turns what Jackson says of a body into words for its sender. What is passed on never names
/// classes or settings.
public final class Refusals {
    private Refusals() {}

    /// @return a [MalformedJsonException] when the body is not JSON, else a [BadRequestException] that names the
    ///         offender by its JSON path
    ///
    /// @param json what was read from; tells where, when the failure does not
    public static IllegalArgumentException of(JacksonException failure, JsonParser json) {
        String path = JsonPath.of(failure.getPath());
        return switch (failure) {
            case InputCoercionException outOfRange -> new BadRequestException(path, "the number is out of range");
            case StreamReadException notJson -> malformed(notJson.getLocation(), reasonOf(notJson));
            case StreamConstraintsException tooMuch ->
                    malformed(json.currentLocation(), "it is nested too deep, or a number in it is too long");
            case JacksonIOException notText -> malformed(json.currentLocation(), "this is not valid JSON");
            case RefusedInput refused -> new BadRequestException(path, refused.getOriginalMessage());
            case UnrecognizedPropertyException unknown -> new BadRequestException(path, unknownMember(unknown));
            case InvalidNullException missing -> new BadRequestException(path, "must not be null");
            case MismatchedInputException mismatch -> mismatch(path, mismatch);
            default -> byCause(path, failure);
        };
    }

    private static String reasonOf(StreamReadException failure) {
        boolean repeated = String.valueOf(failure.getOriginalMessage()).startsWith("Duplicate Object property");
        return repeated ? "a member is there twice" : "this is not valid JSON";
    }

    private static MalformedJsonException malformed(TokenStreamLocation place, String reason) {
        TokenStreamLocation at = place == null ? TokenStreamLocation.NA : place;
        return new MalformedJsonException(reason, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
    }

    private static String unknownMember(UnrecognizedPropertyException unknown) {
        Collection<Object> known = unknown.getKnownPropertyIds();
        return "unknown member" + (known == null || known.isEmpty()
                ? "; none is known here"
                : "; known are " + known.stream().map(Object::toString).sorted().collect(Collectors.joining(", ")));
    }

    private static BadRequestException mismatch(String path, MismatchedInputException mismatch) {
        String said = String.valueOf(mismatch.getOriginalMessage());
        if (said.startsWith("Missing required creator property")) return new BadRequestException(path, "is required");
        if (said.startsWith("Trailing token")) return new BadRequestException("$", "something follows the body");
        if (said.startsWith("No content to map")) return new BadRequestException("$", "a body is required");
        return new BadRequestException(path, "must be " + nameOf(mismatch.getTargetType()));
    }

    private static String nameOf(Class<?> wanted) {
        if (wanted == null) return "of another type";
        if (wanted == Boolean.class || wanted == boolean.class) return "true or false";
        if (wanted == String.class || wanted.isEnum()) return "a string";
        if (wanted == byte[].class) return "a string in base64";
        if (wanted.isPrimitive() || Number.class.isAssignableFrom(wanted)) return "a whole number";
        if (Collection.class.isAssignableFrom(wanted)) return "an array";
        return "an object";
    }

    /// The check of a record refused what was read into it, or a value did.
    private static BadRequestException byCause(String path, JacksonException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof BadRequestException wrong)
                return new BadRequestException(JsonPath.within(path, wrong.field()), wrong.getMessage());
            if (cause instanceof InvalidValueException invalid) return new BadRequestException(path, invalid.getMessage());
        }
        return new BadRequestException(path, "is not valid here");
    }
}

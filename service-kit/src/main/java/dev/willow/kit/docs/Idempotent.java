package dev.willow.kit.docs;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Documents a call that can be repeated with the same key.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        name = "Idempotency-Key",
        in = ParameterIn.HEADER,
        description = "The same key on the same call within 10 minutes does nothing again and gets the first answer, a 404 or 409 "
                + "too: a new attempt needs a new key. Only what was not decided is decided then: after 400, 429 or 503, when a wait "
                + "ran out, or when the caller left before its answer. With another body it is 422.",
        schema = @Schema(type = "string", minLength = 1, maxLength = 128))
public @interface Idempotent {}

package dev.willow.kit.docs;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Documents a call that waits in line.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        name = "wait",
        in = ParameterIn.QUERY,
        description = "How long to wait in line: nanoseconds, or text with a unit such as `30s`. 0 asks once; without it, "
                + "the longest time that the service allows (5 minutes by default).",
        schema = @Schema(type = "string"))
public @interface Waits {}

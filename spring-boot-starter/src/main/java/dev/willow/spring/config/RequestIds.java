package dev.willow.spring.config;

import java.util.Optional;
import org.slf4j.MDC;

/// The id of the request that a thread works for, as the log context has it.
///
/// @param key in the log context
record RequestIds(String key) {
    /// What a service takes for an id; another it would replace by its own, and some could not even be sent.
    private static final String SANE = "[\\x21-\\x7e]{1,128}";

    Optional<String> current() {
        return Optional.ofNullable(MDC.get(key)).filter(id -> id.matches(SANE));
    }
}

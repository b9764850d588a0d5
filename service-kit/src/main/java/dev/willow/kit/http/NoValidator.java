package dev.willow.kit.http;

import org.springframework.validation.Errors;
import org.springframework.validation.Validator;

/// Is responsible for nothing. Where there is none, Spring makes the one that it finds, at each start.
final class NoValidator implements Validator {

    @Override
    public boolean supports(Class<?> type) {
        return false;
    }

    @Override
    public void validate(Object target, Errors errors) {
        throw new UnsupportedOperationException();
    }
}

package dev.willow.spring.listener;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Has Spring Boot print one sentence instead of a stack trace.
final class WrongListenerFailureAnalyzer extends AbstractFailureAnalyzer<WrongListenerException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, WrongListenerException wrong) {
        return new FailureAnalysis(wrong.getMessage(), null, wrong);
    }
}

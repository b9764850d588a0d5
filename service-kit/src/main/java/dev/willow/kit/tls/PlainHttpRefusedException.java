package dev.willow.kit.tls;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// The service was to speak HTTP without TLS where that is not allowed.
final class PlainHttpRefusedException extends RuntimeException {
    PlainHttpRefusedException(String reason) {
        super(reason);
    }

    /// Has it reported as what it is, however deep in the start it happened.
    static final class Analyzer extends AbstractFailureAnalyzer<PlainHttpRefusedException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, PlainHttpRefusedException refused) {
            return new FailureAnalysis(refused.getMessage(), null, refused);
        }
    }
}

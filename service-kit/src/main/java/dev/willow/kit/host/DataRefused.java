package dev.willow.kit.host;

import dev.willow.engine.DirectoryException;
import dev.willow.engine.UnknownFormatException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/// Has a data directory that cannot be used reported as what it is, however deep in the start it was met.
final class DataRefused implements FailureAnalyzer {

    @Override
    public FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause())
            if (cause instanceof DirectoryException || cause instanceof UnknownFormatException)
                return new FailureAnalysis(cause.getMessage(), null, cause);
        return null;
    }
}

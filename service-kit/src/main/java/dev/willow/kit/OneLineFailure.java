package dev.willow.kit;

import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/// Says in one line why a service did not start: a wrong setting, a taken port.
final class OneLineFailure implements FailureAnalysisReporter {

    @Override
    public void report(FailureAnalysis failure) {
        LoggerFactory.getLogger(OneLineFailure.class).error("not started: {}", line(failure));
    }

    static String line(FailureAnalysis failure) {
        return failure.getDescription().strip().replaceAll("\\s*\\R\\s*", " · ");
    }
}

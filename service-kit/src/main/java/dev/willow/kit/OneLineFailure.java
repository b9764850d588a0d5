package dev.willow.kit;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter;
import org.springframework.util.unit.DataSize;

/// Says in one line why a service did not start: a wrong setting, a taken port. Where Spring Boot says it at length, as in any application
/// but a service, that is enough.
final class OneLineFailure implements FailureAnalysisReporter {

    @Override
    public void report(FailureAnalysis failure) {
        if (LoggerFactory.getLogger(LoggingFailureAnalysisReporter.class).isErrorEnabled()) return;
        String line = failure.getCause() instanceof BindException wrong ? setting(wrong) : described(failure);
        LoggerFactory.getLogger(OneLineFailure.class).error("not started: {}", line);
    }

    private static String described(FailureAnalysis failure) {
        return failure.getDescription().strip().replaceAll("\\s*\\R\\s*", " · ");
    }

    /// A value that cannot be read has a property; one that the settings themselves refused has only their words.
    private static String setting(BindException wrong) {
        if (wrong.getProperty() != null)
            return wrong.getName() + " cannot be \"" + wrong.getProperty().getValue() + "\"" + expected(wrong.getTarget().getType().resolve());
        Throwable reason = wrong;
        while (reason.getCause() != null) reason = reason.getCause();
        return reason.getMessage();
    }

    private static String expected(Class<?> type) {
        if (type == null) return "";
        if (type.isEnum())
            return "; it is one of " + Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
        if (type == DataSize.class) return "; it is a size such as 1MB";
        if (type == Duration.class) return "; it is a duration such as 5s";
        return "";
    }
}

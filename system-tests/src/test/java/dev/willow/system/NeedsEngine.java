package dev.willow.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Tests that run containers. Without an engine they are skipped, with the reason, in the report and on the console.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsEngine.Condition.class)
@interface NeedsEngine {

    /// Looks for the engine.
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return ContainerEngine.missing()
                    .map(reason -> {
                        System.out.println("SKIPPED for want of a container engine: " + context.getDisplayName() + " (" + reason + ")");
                        return ConditionEvaluationResult.disabled("there is no container engine: " + reason);
                    })
                    .orElseGet(() -> ConditionEvaluationResult.enabled("there is a container engine"));
        }
    }
}

package dev.willow.testing.structure;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// What a method comes to call, be it by way of others.
public final class Reach {
    private Reach() {}

    /// Methods with this name, of whatever class.
    public static DescribedPredicate<JavaMethod> named(String name) {
        return DescribedPredicate.describe("are called " + name, method -> method.getName().equals(name));
    }

    /// @param walks methods that hand out all of what may be many, as `Queue.channels`
    public static ArchCondition<JavaMethod> neverCall(String... walks) {
        Set<String> forbidden = new HashSet<>(Arrays.asList(walks));
        return new ArchCondition<>("never come to call " + String.join(", ", walks)) {
            @Override
            public void check(JavaMethod begin, ConditionEvents events) {
                Set<JavaMethod> seen = new HashSet<>(Set.of(begin));
                ArrayDeque<JavaMethod> open = new ArrayDeque<>(seen);
                for (JavaMethod method; (method = open.poll()) != null; )
                    for (JavaMethodCall call : method.getMethodCallsFromSelf()) {
                        JavaClass owner = call.getTargetOwner();
                        String target = owner.getSimpleName() + "." + call.getTarget().getName();
                        if (forbidden.contains(target))
                            events.add(SimpleConditionEvent.violated(begin, begin.getFullName() + " comes to " + call.getDescription()));
                        call.getTarget().resolveMember().filter(seen::add).ifPresent(open::add);
                    }
            }
        };
    }
}

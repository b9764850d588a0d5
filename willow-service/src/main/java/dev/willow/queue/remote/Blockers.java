package dev.willow.queue.remote;

import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import dev.willow.common.values.InvalidValueException;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValueType;
import dev.willow.queue.domain.Blocker;
import dev.willow.queue.domain.Group;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads what the Limiter refused a counter with.
final class Blockers {
    private Blockers() {}

    /// @return empty if the problem is not one of a limit
    static Optional<Blocker> of(Problem problem) {
        return problem.kind().flatMap(Blockers::kind).map(kind -> {
            Map<String, Object> members = problem.members();
            Group group = new Group(
                    text(members.get("Rule")).orElse(""), text(members.get("Override")), keyValues(members.get("Group")));
            return new Blocker(kind, group, number(members.get("Limit")), number(members.get("Count")));
        });
    }

    /// The keys that decide about the refusal, if they are told.
    static Optional<Set<String>> decidedBy(Problem problem) {
        if (!(problem.members().get("DecidedBy") instanceof List<?> keys)) return Optional.empty();
        return Optional.of(keys.stream().map(Object::toString).collect(Collectors.toUnmodifiableSet()));
    }

    private static Optional<Blocker.Kind> kind(ProblemType type) {
        return switch (type) {
            case LIMIT_REACHED -> Optional.of(Blocker.Kind.LIMIT_REACHED);
            case LIMIT_ZERO -> Optional.of(Blocker.Kind.LIMIT_ZERO);
            case RULE_PAUSED -> Optional.of(Blocker.Kind.RULE_PAUSED);
            default -> Optional.empty();
        };
    }

    /// The group in the long form, as it stands in parsed JSON. One that cannot be read counts as not told.
    private static Optional<KeyValues> keyValues(Object member) {
        if (!(member instanceof Map<?, ?> pairs)) return Optional.empty();
        Map<String, Value> values = LinkedHashMap.newLinkedHashMap(pairs.size());
        try {
            for (Map.Entry<?, ?> pair : pairs.entrySet()) {
                if (!(pair.getValue() instanceof Map<?, ?> value) || !(value.get("Type") instanceof Number type))
                    return Optional.empty();
                String data = String.valueOf(value.get("Data"));
                values.put(pair.getKey().toString(), Value.parse(ValueType.ofNumber(type.intValue()), data));
            }
            return Optional.of(KeyValues.of(values));
        } catch (InvalidValueException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Object member) {
        return Optional.ofNullable(member).map(Object::toString);
    }

    private static long number(Object member) {
        return member instanceof Number number ? number.longValue() : 0;
    }
}

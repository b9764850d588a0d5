package dev.willow.engine.codec;

import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import java.util.LinkedHashSet;
import java.util.Set;

/// Sealed families, by their shape.
final class Families {
    /// Sealed too, but written in forms of their own by [ValuesModule].
    private static final Set<Class<?>> WITH_OWN_FORM =
            Set.of(Value.class, ValuePattern.class, KeyValues.class, KeyPatterns.class);

    private Families() {}

    /// Whether values of this type are written with the name of their record.
    static boolean isFamily(Class<?> type) {
        return type.isSealed() && !WITH_OWN_FORM.contains(type);
    }

    /// The records (and enums) that belong to the family, also by way of nested families.
    static Set<Class<?>> members(Class<?> family) {
        Set<Class<?>> members = new LinkedHashSet<>();
        for (Class<?> permitted : family.getPermittedSubclasses()) {
            if (permitted.isSealed()) members.addAll(members(permitted));
            else members.add(permitted);
        }
        return members;
    }
}

package dev.willow.testing.codec;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The classes of values and of all that they hold, through records, optionals, collections and maps.
final class Kinds {
    private final Set<Class<?>> found = new HashSet<>();

    private Kinds() {}

    static Kinds within(Object value) {
        Kinds kinds = new Kinds();
        kinds.visit(value);
        return kinds;
    }

    Set<Class<?>> of(Class<?> family) {
        return found.stream().filter(family::isAssignableFrom).collect(Collectors.toSet());
    }

    /// Those that a sealed type admits, down to the last.
    static Set<Class<?>> membersOf(Class<?> family) {
        if (!family.isSealed()) return Set.of(family);
        Set<Class<?>> members = new HashSet<>();
        for (Class<?> member : family.getPermittedSubclasses()) members.addAll(membersOf(member));
        return members;
    }

    private void visit(Object value) {
        switch (value) {
            case Record record -> {
                found.add(record.getClass());
                for (RecordComponent component : record.getClass().getRecordComponents()) visit(read(component, record));
            }
            case Optional<?> optional -> optional.ifPresent(this::visit);
            case Collection<?> all -> all.forEach(this::visit);
            case Map<?, ?> map -> map.forEach((key, held) -> {
                visit(key);
                visit(held);
            });
            default -> found.add(value.getClass());
        }
    }

    private static Object read(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException failed) {
            throw new AssertionError(failed);
        }
    }
}

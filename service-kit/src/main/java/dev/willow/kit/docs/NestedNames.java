package dev.willow.kit.docs;

import io.swagger.v3.core.jackson.TypeNameResolver;

/// Names the schema of a record inside another one after both, such as `QueueState`: by its own name alone, one `State`
/// would take the place of the other.
final class NestedNames extends TypeNameResolver {
    @Override
    protected String getNameOfClass(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer != null && outer.isRecord() ? getNameOfClass(outer) + type.getSimpleName() : type.getSimpleName();
    }
}

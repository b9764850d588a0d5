package dev.willow.spring.listener;

import dev.willow.client.hold.TakenItem;
import dev.willow.client.work.ItemHandler;
import dev.willow.client.work.Outcome;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/// Calls a method of a bean for an item.
///
/// @param method gives nothing or an [Outcome], and takes what the arguments say
record MethodHandler(Object bean, Method method, List<Argument> arguments) implements ItemHandler {
    @Override
    public Outcome handle(TakenItem item) throws Exception {
        Object[] given = arguments.stream().map(argument -> argument.from(item)).toArray();
        try {
            Object outcome = method.invoke(bean, given);
            return method.getReturnType() == void.class ? Outcome.DONE : (Outcome) outcome;
        } catch (InvocationTargetException thrown) {
            throw switch (thrown.getCause()) {
                case Exception exception -> exception;
                case Error error -> throw error;
                case Throwable odd -> thrown;
            };
        }
    }
}

package dev.willow.testkit.junit;

import dev.willow.client.LimiterClient;
import dev.willow.client.LockerClient;
import dev.willow.client.WillowClient;
import dev.willow.testkit.WillowTestKit;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// What [WillowTest] stands for. Registered in a field (`@RegisterExtension`), it may start its kits in another way.
public final class WillowKitExtension implements ParameterResolver, AfterEachCallback {
    private static final Namespace OURS = Namespace.create(WillowKitExtension.class);
    private static final Map<Class<?>, Function<WillowTestKit, ?>> PARAMETERS = Map.of(
            WillowTestKit.class, Function.identity(),
            WillowClient.class, WillowTestKit::willow,
            LimiterClient.class, WillowTestKit::limiter,
            LockerClient.class, WillowTestKit::locker);

    private final WillowTestKit.Builder settings;

    public WillowKitExtension() {
        this(WillowTestKit.builder());
    }

    public WillowKitExtension(WillowTestKit.Builder settings) {
        this.settings = settings;
    }

    /// What a constructor takes is of the test for which it is called.
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return PARAMETERS.containsKey(parameter.getParameter().getType()) && test.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return PARAMETERS.get(parameter.getParameter().getType()).apply(kitOf(test));
    }

    private WillowTestKit kitOf(ExtensionContext test) {
        Store kits = test.getStore(OURS);
        WillowTestKit present = kits.get(WillowTestKit.class, WillowTestKit.class);
        if (present != null) return present;
        WillowTestKit fresh = settings.start();
        kits.put(WillowTestKit.class, fresh);
        return fresh;
    }

    @Override
    public void afterEach(ExtensionContext test) {
        WillowTestKit kit = test.getStore(OURS).remove(WillowTestKit.class, WillowTestKit.class);
        if (kit != null) kit.close();
    }
}

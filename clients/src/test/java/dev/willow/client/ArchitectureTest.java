package dev.willow.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

@AnalyzeClasses(packages = "dev.willow.client", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_library_needs_nothing_but_the_jdk_jackson_and_the_common_api = classes()
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "javax.net.ssl", "dev.willow.client..", "dev.willow.common..", "tools.jackson..");

    @ArchTest
    static final ArchRule only_the_transport_knows_json = noClasses()
            .that().doNotHaveSimpleName("Transport")
            .should().dependOnClassesThat().resideInAPackage("tools.jackson..");

    @ArchTest
    static final ArchRule only_the_wire_knows_http = noClasses()
            .that().doNotHaveSimpleName("JdkWire")
            .should().dependOnClassesThat().haveFullyQualifiedName("java.net.http.HttpRequest")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.net.http.HttpResponse");

    @ArchTest
    static final ArchRule only_the_ticker_knows_the_clock_and_lets_time_pass = noClasses()
            .that().resideOutsideOfPackage("dev.willow.client.demo")
            .should().callMethod(System.class, "nanoTime")
            .orShould().callMethod(System.class, "currentTimeMillis")
            .orShould().callMethod(Thread.class, "sleep", long.class)
            .orShould().callMethod(Thread.class, "sleep", Duration.class)
            .orShould().dependOnClassesThat().areAssignableTo(ScheduledExecutorService.class);

    /// Besides it there are the lanes of a worker, which live as long as that, and threads that the JDK's HTTP client wants.
    @ArchTest
    static final ArchRule only_the_ticker_starts_what_goes_on_in_the_background = noClasses()
            .that().resideOutsideOfPackage("dev.willow.client.demo")
            .and().doNotHaveSimpleName("Lane").and().doNotHaveSimpleName("ClientBuilder")
            .should().callMethod(Thread.class, "ofVirtual")
            .orShould().callMethod(Thread.class, "ofPlatform")
            .orShould().callMethod(Thread.class, "startVirtualThread", Runnable.class)
            .orShould().callConstructor(Thread.class, Runnable.class)
            .orShould().dependOnClassesThat().areAssignableTo(ExecutorService.class)
            .orShould().callMethod(CompletableFuture.class, "runAsync", Runnable.class)
            .orShould().callMethod(CompletableFuture.class, "supplyAsync", Supplier.class);

    @ArchTest
    static final ArchRule the_library_does_not_know_the_demo = noClasses()
            .that().resideInAPackage("dev.willow.client")
            .should().dependOnClassesThat().resideInAPackage("dev.willow.client.demo");
}

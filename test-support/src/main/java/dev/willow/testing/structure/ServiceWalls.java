package dev.willow.testing.structure;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.willow.engine.Command;
import dev.willow.engine.Event;
import dev.willow.engine.RequestId;
import dev.willow.engine.StateMachine;
import dev.willow.engine.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.Supplier;

/// The walls between the packages of a service: `http` (the edge), `domain` (what is decided), `remote` (calls to other
/// services), `store` (what is on disk) and `config` (the wiring). A service takes them all:
///
/// ```java
/// @AnalyzeClasses(packages = "dev.willow.locker", importOptions = ImportOption.DoNotIncludeTests.class)
/// class ArchitectureTest {
///     @ArchTest
///     static final ArchTests walls = ArchTests.in(ServiceWalls.class);
/// }
/// ```
public final class ServiceWalls {
    private static final String HTTP = "dev.willow.*.http..";
    private static final String DOMAIN = "dev.willow.*.domain..";
    private static final String REMOTE = "dev.willow.*.remote..";
    private static final String STORE = "dev.willow.*.store..";
    private static final String CONFIG = "dev.willow.*.config..";

    private ServiceWalls() {}

    @ArchTest
    static final ArchRule the_domain_knows_only_values_queries_the_index_digests_and_what_a_state_machine_is =
            classes().that().resideInAPackage(DOMAIN).should().onlyDependOnClassesThat(
                    resideInAnyPackage(
                                    DOMAIN, "dev.willow.common.values..", "dev.willow.common.query..", "dev.willow.common.index..",
                                    "dev.willow.common.digest..", "java.lang..", "java.time..", "java.util", "java.util.function", "java.util.stream")
                            .or(belongToAnyOf(Command.class, Event.class, RequestId.class, StateMachine.class, Step.class)));

    @ArchTest
    static final ArchRule the_domain_reads_no_clock_makes_no_ids_and_starts_no_threads =
            noClasses().that().resideInAPackage(DOMAIN)
                    .should().callMethod(Instant.class, "now")
                    .orShould().callMethod(UUID.class, "randomUUID")
                    .orShould().callMethod(System.class, "nanoTime")
                    .orShould().callMethod(System.class, "currentTimeMillis")
                    .orShould().dependOnClassesThat().areAssignableTo(Clock.class)
                    .orShould().dependOnClassesThat().areAssignableTo(Random.class)
                    .orShould().dependOnClassesThat().areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule the_edge_knows_neither_stored_forms_nor_other_services =
            noClasses().that().resideInAPackage(HTTP)
                    .should().dependOnClassesThat().resideInAnyPackage(STORE, REMOTE, "dev.willow.client..");

    /// Not every service calls others.
    @ArchTest
    static final ArchRule calls_to_other_services_know_neither_the_edge_nor_stored_forms_nor_spring =
            noClasses().that().resideInAPackage(REMOTE)
                    .should().dependOnClassesThat().resideInAnyPackage(HTTP, STORE, "org.springframework..")
                    .allowEmptyShould(true);

    /// So that a program which holds services within it knows of all that goes on, and can move their time.
    @ArchTest
    static final ArchRule what_waits_or_goes_on_in_the_background_does_so_by_the_ticker =
            noClasses()
                    .should().callMethod(System.class, "nanoTime")
                    .orShould().callMethod(System.class, "currentTimeMillis")
                    .orShould().callMethod(Instant.class, "now")
                    .orShould().callMethod(Thread.class, "ofVirtual")
                    .orShould().callMethod(Thread.class, "ofPlatform")
                    .orShould().callMethod(Thread.class, "startVirtualThread", Runnable.class)
                    .orShould().callMethod(Thread.class, "sleep", Duration.class)
                    .orShould().callMethod(CompletableFuture.class, "runAsync", Runnable.class)
                    .orShould().callMethod(CompletableFuture.class, "supplyAsync", Supplier.class)
                    .orShould().callMethod(CompletableFuture.class, "orTimeout", long.class, TimeUnit.class)
                    .orShould().callMethod(CompletableFuture.class, "completeOnTimeout", Object.class, long.class, TimeUnit.class)
                    .orShould().dependOnClassesThat().areAssignableTo(ExecutorService.class)
                    .orShould().dependOnClassesThat().areAssignableTo(Condition.class);

    @ArchTest
    static final ArchRule stored_forms_know_only_the_domain_and_the_engine =
            classes().that().resideInAPackage(STORE).should().onlyDependOnClassesThat().resideInAnyPackage(
                    STORE, DOMAIN, "dev.willow.engine..", "dev.willow.common..",
                    "tools.jackson..", "com.fasterxml.jackson.annotation..", "java..");

    /// But what is generated from it when the service is built.
    @ArchTest
    static final ArchRule nobody_imports_the_wiring =
            noClasses().that().resideOutsideOfPackage(CONFIG).and().haveNameNotMatching(".*__.*")
                    .should().dependOnClassesThat().resideInAPackage(CONFIG);

    @ArchTest
    static final ArchRule nobody_knows_what_is_behind_the_engine =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.ratis..");

    @ArchTest
    static final ArchTests cycles = ArchTests.in(NoCycles.class);
}

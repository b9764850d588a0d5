package dev.willow.limiter;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.willow.engine.Command;
import dev.willow.engine.Event;
import dev.willow.engine.RequestId;
import dev.willow.engine.StateMachine;
import dev.willow.engine.Step;

/// The walls between the packages of the service.
@AnalyzeClasses(packages = "dev.willow.limiter", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_domain_knows_only_values_queries_the_index_and_what_a_state_machine_is =
            classes().that().resideInAPackage("..limiter.domain..").should().onlyDependOnClassesThat(
                    resideInAnyPackage(
                                    "dev.willow.limiter.domain..", "dev.willow.common.values..", "dev.willow.common.query..",
                                    "dev.willow.common.index..", "java.lang..", "java.time..", "java.util", "java.util.function",
                                    "java.util.stream")
                            .or(belongToAnyOf(
                                    Command.class, Event.class, RequestId.class, StateMachine.class, Step.class)));

    @ArchTest
    static final ArchRule the_domain_reads_no_clock_and_makes_no_ids =
            noClasses().that().resideInAPackage("..limiter.domain..")
                    .should().callMethod(java.time.Instant.class, "now")
                    .orShould().callMethod(java.util.UUID.class, "randomUUID")
                    .orShould().callMethod(System.class, "nanoTime")
                    .orShould().callMethod(System.class, "currentTimeMillis")
                    .orShould().dependOnClassesThat().areAssignableTo(java.util.Random.class)
                    .orShould().dependOnClassesThat().areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule the_edge_never_calls_other_services =
            noClasses().that().resideInAPackage("..limiter.http..").should().dependOnClassesThat()
                    .resideInAnyPackage("..limiter.remote..", "dev.willow.client..", "..limiter.store..");

    @ArchTest
    static final ArchRule calls_to_other_services_know_nothing_of_the_edge =
            noClasses().that().resideInAPackage("..limiter.remote..").should().dependOnClassesThat()
                    .resideInAnyPackage("..limiter.http..", "..limiter.store..", "org.springframework..");

    @ArchTest
    static final ArchRule stored_forms_know_only_the_domain_and_the_engine =
            classes().that().resideInAPackage("..limiter.store..").should().onlyDependOnClassesThat().resideInAnyPackage(
                    "dev.willow.limiter.store..", "dev.willow.limiter.domain..", "dev.willow.engine..", "dev.willow.common..",
                    "tools.jackson..", "com.fasterxml.jackson.annotation..", "java..");

    @ArchTest
    static final ArchRule nobody_imports_the_wiring =
            noClasses().that().resideOutsideOfPackage("..limiter.config..")
                    .should().dependOnClassesThat().resideInAPackage("..limiter.config..");

    @ArchTest
    static final ArchRule nobody_knows_what_is_behind_the_engine =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.ratis..");
}

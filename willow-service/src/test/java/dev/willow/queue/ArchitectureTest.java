package dev.willow.queue;

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
import dev.willow.queue.domain.machine.QueueMachine;

/// The walls between the packages of the service.
@AnalyzeClasses(packages = "dev.willow.queue", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_domain_knows_only_values_queries_the_index_and_what_a_state_machine_is =
            classes().that().resideInAPackage("..queue.domain..").should().onlyDependOnClassesThat(
                    resideInAnyPackage(
                                    "dev.willow.queue.domain..", "dev.willow.common.values..", "dev.willow.common.query..",
                                    "dev.willow.common.index..", "java.lang..", "java.time..", "java.util", "java.util.function",
                                    "java.util.stream")
                            .or(belongToAnyOf(
                                    Command.class, Event.class, RequestId.class, StateMachine.class, Step.class)));

    @ArchTest
    static final ArchRule the_domain_reads_no_clock_and_makes_no_ids =
            noClasses().that().resideInAPackage("..queue.domain..")
                    .should().callMethod(java.time.Instant.class, "now")
                    .orShould().callMethod(java.util.UUID.class, "randomUUID")
                    .orShould().callMethod(System.class, "nanoTime")
                    .orShould().callMethod(System.class, "currentTimeMillis")
                    .orShould().dependOnClassesThat().areAssignableTo(java.util.Random.class)
                    .orShould().dependOnClassesThat().areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule stored_forms_know_only_the_domain_and_the_engine =
            classes().that().resideInAPackage("..queue.store..").should().onlyDependOnClassesThat().resideInAnyPackage(
                    "dev.willow.queue.store..", "dev.willow.queue.domain..", "dev.willow.engine..", "dev.willow.common..",
                    "tools.jackson..", "com.fasterxml.jackson.annotation..", "java..");

    @ArchTest
    static final ArchRule the_edge_meets_the_queues_only_through_the_desk =
            noClasses().that().resideInAPackage("..queue.http..").and().doNotHaveSimpleName("QueueDesk")
                    .should().dependOnClassesThat().areAssignableTo(QueueMachine.class);

    @ArchTest
    static final ArchRule the_edge_knows_nothing_of_the_other_services =
            noClasses().that().resideInAPackage("..queue.http..")
                    .should().dependOnClassesThat().resideInAnyPackage("..queue.remote..", "dev.willow.client..");

    @ArchTest
    static final ArchRule nobody_imports_the_wiring =
            noClasses().that().resideOutsideOfPackage("..queue.config..")
                    .should().dependOnClassesThat().resideInAPackage("..queue.config..");

    @ArchTest
    static final ArchRule neither_the_edge_nor_the_domain_knows_ratis =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.ratis..");
}

package dev.willow.faults;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.willow.testing.structure.NoCycles;

@AnalyzeClasses(packages = "dev.willow.faults", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests no_cycles = ArchTests.in(NoCycles.class);

    @ArchTest
    static final ArchRule services_are_met_over_http_alone = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("dev.willow.engine..", "dev.willow.kit..", "dev.willow.locker..", "dev.willow.limiter..",
                    "dev.willow.queue..");

    /// What decides whether something went wrong must not depend on when or where it is asked.
    @ArchTest
    static final ArchRule checks_are_decided_from_the_history_alone = classes()
            .that().resideInAnyPackage("dev.willow.faults.check..", "dev.willow.faults.history..")
            .should().onlyDependOnClassesThat().resideInAnyPackage(
                    "dev.willow.faults.check..", "dev.willow.faults.history..", "java.lang", "java.lang.invoke", "java.lang.runtime",
                    "java.util", "java.util.function", "java.util.stream");

    @ArchTest
    static final ArchRule checks_know_no_clock = noClasses()
            .that().resideInAnyPackage("dev.willow.faults.check..", "dev.willow.faults.history..")
            .should().callMethod(System.class, "nanoTime").orShould().callMethod(System.class, "currentTimeMillis");
}

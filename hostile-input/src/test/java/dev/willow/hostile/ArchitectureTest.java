package dev.willow.hostile;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.willow.testing.structure.NoCycles;
import java.util.Random;

@AnalyzeClasses(packages = "dev.willow.hostile", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests no_cycles = ArchTests.in(NoCycles.class);

    @ArchTest
    static final ArchRule services_are_met_over_http_alone = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("dev.willow.engine..", "dev.willow.kit..", "dev.willow.locker..", "dev.willow.limiter..",
                    "dev.willow.queue..", "dev.willow.common..", "dev.willow.client..");

    /// What is sent and what is right depend on the document and the seed alone.
    @ArchTest
    static final ArchRule requests_and_judgements_know_no_clock_and_no_network = noClasses()
            .that().resideInAnyPackage("dev.willow.hostile.document..", "dev.willow.hostile.request..", "dev.willow.hostile.judge..")
            .should().dependOnClassesThat().resideInAnyPackage("java.net..", "java.util.concurrent..")
            .orShould().callMethod(System.class, "nanoTime").orShould().callMethod(System.class, "currentTimeMillis")
            .orShould().callConstructor(Random.class);
}

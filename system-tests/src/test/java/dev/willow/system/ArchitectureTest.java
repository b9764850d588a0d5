package dev.willow.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.willow.system")
class ArchitectureTest {

    @ArchTest
    static final ArchRule services_are_met_over_http_alone = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("dev.willow.engine..", "dev.willow.kit..", "dev.willow.locker..", "dev.willow.limiter..", "dev.willow.queue..");
}

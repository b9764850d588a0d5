package dev.willow.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.willow.testing.structure.NoCycles;
import dev.willow.testkit.time.Activity;

@AnalyzeClasses(packages = "dev.willow.testkit", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests cycles = ArchTests.in(NoCycles.class);

    @ArchTest
    static final ArchRule junit_is_needed_by_its_own_package_alone = noClasses()
            .that().resideOutsideOfPackage("..junit")
            .should().dependOnClassesThat().resideInAPackage("org.junit..");

    @ArchTest
    static final ArchRule only_services_and_their_calls_know_spring = noClasses()
            .that().resideOutsideOfPackages("..testkit.service", "..testkit.http")
            .should().dependOnClassesThat().resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule what_runs_is_started_where_it_is_counted = noClasses()
            .that().areNotAssignableTo(Activity.class)
            .and().haveNameNotMatching(".*Activity\\$Doing")
            .should().callMethod(Thread.class, "ofVirtual")
            .orShould().callMethod(Thread.class, "ofPlatform")
            .orShould().callMethod(Thread.class, "startVirtualThread", Runnable.class);
}

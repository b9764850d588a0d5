package dev.willow.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.willow.spring", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packages_have_no_cycles = slices().matching("dev.willow.spring.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_health_needs_health_checks = noClasses()
            .that().resideOutsideOfPackage("dev.willow.spring.health").and().doNotHaveSimpleName("WillowHealthAutoConfiguration")
            .should().dependOnClassesThat().resideInAnyPackage("org.springframework.boot.health..", "dev.willow.spring.health");

    @ArchTest
    static final ArchRule only_metrics_need_micrometer = noClasses()
            .that().resideOutsideOfPackage("dev.willow.spring.metrics").and().doNotHaveSimpleName("WillowMetricsAutoConfiguration")
            .should().dependOnClassesThat().resideInAnyPackage("io.micrometer..", "dev.willow.spring.metrics");

    @ArchTest
    static final ArchRule only_the_request_id_needs_the_log_context = noClasses()
            .that().doNotHaveSimpleName("RequestIds")
            .should().dependOnClassesThat().resideInAPackage("org.slf4j..");

    @ArchTest
    static final ArchRule the_rest_does_not_know_how_it_is_put_together = noClasses()
            .that().resideOutsideOfPackage("dev.willow.spring.config")
            .should().dependOnClassesThat().resideInAPackage("dev.willow.spring.config");
}

package dev.willow.common;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The walls of this module: values know nothing, queries know values, and only the edge knows JSON.
@AnalyzeClasses(packages = "dev.willow.common", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule values_and_queries_know_no_json = noClasses()
            .that()
            .resideInAnyPackage("dev.willow.common.values..", "dev.willow.common.query..", "dev.willow.common.index..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "tools.jackson..", "com.fasterxml..", "dev.willow.common.json..", "dev.willow.common.api..",
                    "dev.willow.common.problem..");

    @ArchTest
    static final ArchRule values_know_nothing_else = noClasses()
            .that()
            .resideInAPackage("dev.willow.common.values..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.willow.common.query..", "dev.willow.common.index..");

    @ArchTest
    static final ArchRule records_carry_annotations_but_do_not_use_jackson = noClasses()
            .that()
            .resideInAnyPackage("dev.willow.common.api..", "dev.willow.common.problem..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson..", "dev.willow.common.json..");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("dev.willow.common.(*)..").should().beFreeOfCycles();
}

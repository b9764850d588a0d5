package dev.willow.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.willow.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_command_line_needs_the_client_library_and_picocli_alone = classes()
            .that().doNotHaveSimpleName("Rehearsal") // which needs a service to rehearse with
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.willow.cli..", "dev.willow.client..", "dev.willow.common..", "picocli..", "tools.jackson..", "com.fasterxml.jackson.annotation..");

    @ArchTest
    static final ArchRule commands_print_by_the_terminal_they_are_given = noClasses()
            .that().doNotHaveSimpleName("Main")
            .should().accessField(System.class, "out")
            .orShould().accessField(System.class, "err")
            .orShould().accessField(System.class, "in");
}

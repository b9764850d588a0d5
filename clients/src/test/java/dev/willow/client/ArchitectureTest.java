package dev.willow.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.willow.client", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_library_needs_nothing_but_the_jdk_jackson_and_the_common_api = classes()
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.willow.client..", "dev.willow.common..", "tools.jackson..");

    @ArchTest
    static final ArchRule only_the_transport_knows_http_and_json = noClasses()
            .that().doNotHaveSimpleName("Transport")
            .should().dependOnClassesThat().resideInAPackage("tools.jackson..")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.net.http.HttpRequest")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.net.http.HttpResponse");

    @ArchTest
    static final ArchRule the_library_does_not_know_the_demo = noClasses()
            .that().resideInAPackage("dev.willow.client")
            .should().dependOnClassesThat().resideInAPackage("dev.willow.client.demo");
}

package dev.willow.common;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/// The walls within this module. The domains of all services stand on `values`, `query`, `index` and `digest`, so these are held to
/// what a domain may use: no JSON, no clock, no randomness, no threads.
@AnalyzeClasses(packages = "dev.willow.common", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String VALUES = "dev.willow.common.values..";
    private static final String QUERY = "dev.willow.common.query..";
    private static final String INDEX = "dev.willow.common.index..";
    private static final String DIGEST = "dev.willow.common.digest..";

    @ArchTest
    static final ArchRule values_use_nothing_but_the_jdk =
            classes().that().resideInAPackage(VALUES).should().onlyDependOnClassesThat().resideInAnyPackage("java..", VALUES);

    @ArchTest
    static final ArchRule queries_use_only_values =
            classes().that().resideInAPackage(QUERY).should().onlyDependOnClassesThat().resideInAnyPackage("java..", VALUES, QUERY);

    @ArchTest
    static final ArchRule digests_use_only_values =
            classes().that().resideInAPackage(DIGEST).should().onlyDependOnClassesThat().resideInAnyPackage("java..", VALUES, DIGEST);

    @ArchTest
    static final ArchRule index_uses_only_values_queries_and_bitmaps = classes().that().resideInAPackage(INDEX)
            .should().onlyDependOnClassesThat().resideInAnyPackage("java..", "org.roaringbitmap..", VALUES, QUERY, INDEX);

    @ArchTest
    static final ArchRule bitmaps_stay_within_the_index =
            noClasses().that().resideOutsideOfPackage(INDEX).should().dependOnClassesThat().resideInAPackage("org.roaringbitmap..");

    @ArchTest
    static final ArchRule bitmaps_are_not_shown_to_users_of_the_index = noMethods()
            .that().arePublic().and().areDeclaredInClassesThat().resideInAPackage(INDEX)
            .and().areDeclaredInClassesThat().arePublic().and().areDeclaredInClassesThat().areTopLevelClasses()
            .should().haveRawReturnType(describe("a bitmap",
                    type -> type.getPackageName().startsWith("org.roaringbitmap")));

    @ArchTest
    static final ArchRule what_domains_stand_on_has_no_clock_no_chance_and_no_threads = noClasses()
            .that().resideInAnyPackage(VALUES, QUERY, INDEX, DIGEST)
            .should().dependOnClassesThat().haveFullyQualifiedName("java.time.Clock")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.Random")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.UUID")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.lang.Thread")
            .orShould().dependOnClassesThat().resideInAPackage("java.util.concurrent..")
            .orShould().callMethod(System.class, "currentTimeMillis")
            .orShould().callMethod(System.class, "nanoTime")
            .orShould().callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule nothing_here_knows_a_framework = noClasses()
            .should().dependOnClassesThat().resideInAnyPackage("org.springframework..", "jakarta..", "org.apache..", "org.slf4j..");

    @ArchTest
    static final ArchRule packages_have_no_cycles = slices().matching("dev.willow.common.(*)..").should().beFreeOfCycles();
}

package dev.willow.kit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.willow.client.HttpSender;
import dev.willow.common.time.Ticker;
import dev.willow.testing.structure.NoCycles;

/// The kit knows the engine by its interface and no service at all.
@AnalyzeClasses(packages = "dev.willow.kit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule no_service_is_known = noClasses()
            .that().resideOutsideOfPackage("dev.willow.kit.calls..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("dev.willow.locker..", "dev.willow.limiter..", "dev.willow.queue..", "dev.willow.client..", "org.apache.hc..");

    /// Not what is called, by whom or when.
    @ArchTest
    static final ArchRule the_sender_of_calls_knows_only_how_they_are_sent = noClasses()
            .that().resideInAPackage("dev.willow.kit.calls..")
            .should().dependOnClassesThat(resideInAPackage("dev.willow..").and(not(resideInAPackage("dev.willow.kit.calls..")))
                    .and(not(belongToAnyOf(HttpSender.class, Ticker.class))));

    @ArchTest
    static final ArchRule the_engine_is_known_by_its_interface =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.willow.engine.*..", "org.apache.ratis..");

    @ArchTest
    static final ArchRule waiting_knows_tomcat_but_neither_spring_nor_json = noClasses()
            .that()
            .resideInAPackage("dev.willow.kit.waiting..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "tools.jackson..", "dev.willow.kit.http..");

    @ArchTest
    static final ArchTests cycles = ArchTests.in(NoCycles.class);
}

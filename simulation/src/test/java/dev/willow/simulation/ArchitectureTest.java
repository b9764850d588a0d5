package dev.willow.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.willow.testing.structure.NoCycles;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

@AnalyzeClasses(packages = "dev.willow.simulation", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests cycles = ArchTests.in(NoCycles.class);

    /// What happens in a run follows from its seed. (Only who plays several seeds has threads, and looks at the clock.)
    @ArchTest
    static final ArchRule a_run_has_one_thread_and_takes_time_and_chance_from_its_seed = noClasses()
            .that().resideInAPackage("dev.willow.simulation.*..").or().haveSimpleName("Run").or().haveSimpleName("Faults")
            .should().callMethod(System.class, "nanoTime")
            .orShould().callMethod(System.class, "currentTimeMillis")
            .orShould().callMethod(Instant.class, "now")
            .orShould().callMethod(UUID.class, "randomUUID")
            .orShould().callMethod(Thread.class, "ofVirtual")
            .orShould().callMethod(Thread.class, "ofPlatform")
            .orShould().dependOnClassesThat().areAssignableTo(Random.class);

    @ArchTest
    static final ArchRule services_are_played_without_their_edge_of_http = noClasses()
            .should().dependOnClassesThat().resideInAnyPackage("org.springframework..", "jakarta..", "java.net.http..");
}

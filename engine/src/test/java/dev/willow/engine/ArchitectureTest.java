package dev.willow.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.concurrent.ExecutorService;

@AnalyzeClasses(packages = "dev.willow.engine", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule ratis_shows_in_one_package_alone = noClasses()
            .that().resideOutsideOfPackage("dev.willow.engine.log.ratis..")
            .should().dependOnClassesThat().resideInAPackage("org.apache.ratis..");

    @ArchTest
    static final ArchRule jackson_shows_in_the_codecs_alone = noClasses()
            .that().resideOutsideOfPackage("dev.willow.engine.codec..")
            .should().dependOnClassesThat().resideInAnyPackage("tools.jackson..", "com.fasterxml..");

    @ArchTest
    static final ArchRule the_engine_knows_no_service_and_no_framework = noClasses()
            .should().dependOnClassesThat().resideInAnyPackage("dev.willow.locker..", "dev.willow.limiter..",
                    "dev.willow.queue..", "dev.willow.client..", "dev.willow.kit..", "org.springframework..");

    @ArchTest
    static final ArchRule what_machines_are_written_against_knows_nothing_of_what_runs_them = noClasses()
            .that().areAssignableTo(StateMachine.class).or().areAssignableTo(Command.class)
            .or().areAssignableTo(Event.class).or().areAssignableTo(Step.class)
            .should().dependOnClassesThat().resideInAnyPackage("dev.willow.engine.writer..", "dev.willow.engine.log..");

    @ArchTest
    static final ArchRule the_log_knows_nothing_of_what_is_written_to_it = noClasses()
            .that().resideInAPackage("dev.willow.engine.log..")
            .should().dependOnClassesThat().resideInAnyPackage("dev.willow.engine.writer..", "dev.willow.engine.codec..");

    /// So that a program can play many engines on one thread.
    @ArchTest
    static final ArchRule the_writer_gets_threads_measured_time_and_chance_from_one_place = noClasses()
            .that().resideInAPackage("dev.willow.engine.writer..")
            .and().haveNameNotMatching(".*\\.(MachineThreads.*|SleepingTimekeeper)")
            .should().callMethod(System.class, "nanoTime")
            .orShould().callMethod(Thread.class, "ofPlatform")
            .orShould().callMethod(Thread.class, "ofVirtual")
            .orShould().dependOnClassesThat().areAssignableTo(ExecutorService.class)
            .orShould().dependOnClassesThat().areAssignableTo(Random.class);

    @ArchTest
    static final ArchRule packages_beneath_the_root_form_no_cycles =
            slices().matching("dev.willow.engine.(*)..").should().beFreeOfCycles();
}

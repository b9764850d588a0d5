package dev.willow.queue;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.willow.testing.structure.DeskWall;
import dev.willow.testing.structure.Reach;
import dev.willow.testing.structure.ServiceWalls;

@AnalyzeClasses(packages = "dev.willow.queue", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests walls = ArchTests.in(ServiceWalls.class);

    @ArchTest
    static final ArchTests desk = ArchTests.in(DeskWall.class);

    /// They are counted while everybody waits.
    @ArchTest
    static final ArchRule figures_are_at_hand = methods().that(Reach.named("figures")).should(Reach.neverCall(
            "Queue.channels", "Queue.index", "Channel.waiting", "Channel.processing", "Desk.of", "Desk.at", "ParkingLot.groups", "Consumers.all"));
}

package dev.willow.limiter;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import dev.willow.testing.structure.DeskWall;
import dev.willow.testing.structure.ServiceWalls;

@AnalyzeClasses(packages = "dev.willow.limiter", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests walls = ArchTests.in(ServiceWalls.class);

    @ArchTest
    static final ArchTests desk = ArchTests.in(DeskWall.class);
}

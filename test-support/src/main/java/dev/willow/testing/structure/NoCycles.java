package dev.willow.testing.structure;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// For every module: the packages directly beneath its root do not depend on each other in a circle.
public final class NoCycles {
    private NoCycles() {}

    @ArchTest
    static final ArchRule packages_form_no_cycles = slices().matching("dev.willow.*.(*)..").should().beFreeOfCycles();
}

package dev.willow.testing.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.willow.engine.StateMachine;

/// For a service whose edge has a desk: one class, named so, that stands between the controllers and the state machine.
public final class DeskWall {
    private DeskWall() {}

    @ArchTest
    static final ArchRule the_edge_meets_the_state_machine_only_through_the_desk =
            noClasses().that().resideInAPackage("dev.willow.*.http..").and().haveSimpleNameNotEndingWith("Desk")
                    .should().dependOnClassesThat().areAssignableTo(StateMachine.class);
}

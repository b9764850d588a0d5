package dev.willow.locker.domain;

import static dev.willow.locker.domain.Scenario.check;

import org.junit.jupiter.api.Test;

/// Several locks in one request.
class LockTableTogetherTest {

    @Test
    void several_locks_together_are_granted_all_or_none() {
        check("""
            0s  acquire a=1 A               | granted A #1
            0s  acquire b=1,a=1 B try       | B: a=1 held by A
            0s  acquire b=1,a=1 C           | queued C
            0s  acquire c=1,d=1 D           | granted D #2+3
            1s  release A                   | released A, granted C #4+5
            2s  release C.1                 | released C.1
            2s  release C.2                 | released C.2
            2s  keep C                      | beat: no session C
            """);
    }

    @Test
    void who_waits_for_several_holds_none_but_keeps_its_place_in_every_line() {
        check("""
            0s  acquire a=1 A               | granted A #1
            0s  acquire a=1,b=1 B           | queued B
            0s  acquire b=1 C               | queued C
            0s  acquire b=1 D try           | D: b=1 has others first
            1s  release A                   | released A, granted B #2+3
            2s  release B.2                 | released B.2, granted C #4
            """);
    }

    @Test
    void requests_for_the_same_locks_in_opposite_order_cannot_lock_each_other_up() {
        check("""
            0s  acquire a=1,b=1 A           | granted A #1+2
            0s  acquire b=1,a=1 B           | queued B
            0s  acquire a=1,b=1 C           | queued C
            1s  release A.1                 | released A.1
            1s  release A.2                 | released A.2, granted B #3+4
            2s  close B                     | closed B, granted C #5+6
            """);
    }

    @Test
    void one_that_gives_up_frees_its_place_in_all_lines() {
        check("""
            0s  acquire a=1 A               | granted A #1
            0s  acquire b=1,a=1,c=1 B       | queued B
            0s  acquire b=1 C               | queued C
            0s  acquire c=1 D               | queued D
            1s  forget B                    | B left: a=1 held by A, granted C #2, granted D #3
            """);
    }

    @Test
    void one_release_can_serve_a_chain_of_waiters() {
        check("""
            0s  acquire a=1 A               | granted A #1
            0s  acquire a=1,b=1 B shared    | queued B
            0s  acquire b=1,c=1 C shared    | queued C
            0s  acquire c=1 D shared        | queued D
            1s  release A                   | released A, granted B #2+3, granted C #4+5, granted D #6
            """);
    }
}

package dev.willow.locker.domain;

import static dev.willow.locker.domain.Scenario.check;

import org.junit.jupiter.api.Test;

/// Watching a session for holds that others want.
class LockTableWatchTest {

    @Test
    void a_watcher_is_told_at_once_of_holds_that_others_wait_for() {
        check("""
            0s  open S 9s                   | opened S
            0s  acquire a=1 A in S          | granted A #1
            0s  acquire b=1 B in S          | granted B #2
            0s  acquire a=1 C               | queued C
            0s  watch S W                   | contended W A
            """);
    }

    @Test
    void a_watcher_waits_until_somebody_else_wants_what_the_session_holds() {
        check("""
            0s  open S 9s                   | opened S
            0s  acquire a=1 A in S          | granted A #1
            0s  watch S W                   |
            0s  watch S V                   |
            1s  acquire b=1 B               | granted B #2
            1s  acquire a=1 C in S          | queued C
            1s  acquire a=1 D               | queued D, contended W A, contended V A
            1s  forget W                    |
            """);
    }

    @Test
    void a_watcher_hears_of_a_hold_that_is_wanted_from_the_moment_it_is_granted() {
        check("""
            0s  open S 9s                   | opened S
            0s  acquire a=1 A               | granted A #1
            0s  acquire a=1 B in S          | queued B
            0s  acquire a=1 C               | queued C
            0s  watch S W                   |
            1s  release A                   | released A, granted B #2, contended W B
            """);
    }

    @Test
    void a_watcher_of_a_shared_hold_is_told_of_a_waiting_exclusive_request() {
        check("""
            0s  open S 9s                   | opened S
            0s  open T 9s                   | opened T
            0s  acquire a=1 A in S shared   | granted A #1
            0s  acquire a=1 B in T shared   | granted B #2
            0s  watch S V                   |
            0s  watch T W                   |
            0s  acquire a=1 C               | queued C, contended V A, contended W B
            """);
    }

    @Test
    void a_watcher_that_runs_out_of_patience_gets_nothing() {
        check("""
            0s  open S 9s                   | opened S
            0s  watch S W                   |
            1s  forget W                    | contended W
            """);
    }

    @Test
    void a_watcher_is_told_when_its_session_ends() {
        check("""
            0s  open S 5s                   | opened S
            0s  open T 9s                   | opened T
            0s  watch S V                   |
            0s  watch T W                   |
            5s  tick                        | expired S empty, V: no session S
            5s  close T                     | closed T, W: no session T
            5s  watch S U                   | U: no session S
            """);
    }

    @Test
    void more_watchers_than_allowed_are_turned_away() {
        check("""
            0s  open S 5s                   | opened S
            0s  watch S U                   |
            0s  watch S V                   |
            0s  watch S W                   | W: too many (2) watch S
            0s  forget V                    | contended V
            0s  watch S W                   |
            """);
    }
}

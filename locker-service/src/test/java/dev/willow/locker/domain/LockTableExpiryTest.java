package dev.willow.locker.domain;

import static dev.willow.locker.domain.Scenario.check;

import org.junit.jupiter.api.Test;

/// The end of a session's time, told in two steps: it is named for expiry, and it has ended when that is in the log. What
/// reaches the table in between was too late, and is told so when the process can die without making it untrue.
class LockTableExpiryTest {

    @Test
    void who_comes_a_nanosecond_before_the_deadline_is_in_time_and_who_comes_at_it_is_not() {
        check("""
            0s      acquire a=1 A 5s      | granted A #1
            0s      acquire b=1 B 5s      | granted B #2
            0s      open S 5s             | opened S
            0s      open T 5s             | opened T
            5s-1ns  tick                  |
            5s-1ns  heartbeat A           | kept A
            5s-1ns  keep S                | kept S
            5s      tick                  | expired B, expired T empty
            5s      heartbeat B           | beat: no lock B
            5s      release B             | release: no lock B
            5s      keep T                | beat: no session T
            5s      close T               | close: no session T
            10s-2ns tick                  |
            10s-1ns tick                  | expired A, expired S empty
            """);
    }

    /// Nobody else wants it yet, and a heartbeat that was late by the way it took does no harm.
    @Test
    void until_a_session_is_named_it_can_be_kept_and_ended() {
        check("""
            0s      acquire a=1 A 5s      | granted A #1
            0s      acquire b=1 B 5s      | granted B #2
            0s      open S 5s             | opened S
            5s      heartbeat A           | kept A
            5s+1ns  release B             | released B
            5s+1ns  close S               | closed S
            5s+1ns  tick                  |
            """);
    }

    @Test
    void once_a_session_is_named_for_expiry_nothing_saves_it_and_its_callers_hear_so_when_it_has_ended() {
        check("""
            0s      acquire a=1 A 5s      | granted A #1
            0s      open S 5s             | opened S
            5s      name                  |
            5s      heartbeat A           |
            5s      heartbeat A as S      |
            5s      keep S                |
            5s      watch S W             |
            5s      write                 | expired A, expired S empty, beat: no lock A, beat: no lock A, beat: no session S, W: no session S
            5s      heartbeat A           | beat: no lock A
            """);
    }

    @Test
    void a_release_or_close_that_gets_into_the_log_before_the_expiry_counts_and_what_came_in_between_is_told_then() {
        check("""
            0s      acquire a=1 A 5s      | granted A #1
            0s      open S 5s             | opened S
            0s      acquire b=1 B in S    | granted B #2
            5s      name                  |
            5s      heartbeat A           |
            5s      keep S                |
            5s      release A             | released A, beat: no lock A
            5s      close S               | closed S, beat: no session S
            5s      write                 |
            """);
    }

    @Test
    void while_a_hold_is_named_the_next_in_line_has_nothing_and_gets_it_with_the_expiry() {
        check("""
            0s      acquire a=1 A 5s      | granted A #1
            5s-1ns  acquire a=1 B 5s      | queued B
            5s      name                  |
            5s      heartbeat A           |
            5s      acquire a=1 C 5s try  | C: a=1 held by A
            5s      write                 | expired A, granted B #2, beat: no lock A
            """);
    }

    /// So nobody was told that it is over: the process died before.
    @Test
    void a_restart_before_the_expiry_is_written_gives_a_named_session_its_time_again() {
        check("""
            0s      acquire a=1 A 5s      | granted A #1
            0s      open S 5s             | opened S
            5s      name                  |
            5s      heartbeat A           |
            5s      keep S                |
            5s+1ns  restart               |
            5s+1ns  heartbeat A           | kept A
            10s     keep S                | kept S
            10s     tick                  |
            10s+1ns tick                  | expired A
            """);
    }

    @Test
    void after_a_restart_the_deadline_is_a_full_time_out_later_to_the_nanosecond() {
        check("""
            0s      acquire a=1 A 5s      | granted A #1
            0s      acquire b=1 B 5s      | granted B #2
            0s      acquire c=1 C 5s      | granted C #3
            5s-1ns  restart               |
            5s+1ns  tick                  |
            10s-2ns tick                  |
            10s-2ns heartbeat A           | kept A
            10s-2ns release B             | released B
            10s-1ns tick                  | expired C
            10s-1ns release C             | release: no lock C
            10s     heartbeat C           | beat: no lock C
            15s-2ns tick                  | expired A
            """);
    }

    /// The table is restored into the same process when another node led in between.
    @Test
    void a_node_that_takes_over_again_owes_no_answers_from_before() {
        check("""
            0s      acquire a=1 A 5s      | granted A #1
            5s      name                  |
            5s      heartbeat A           |
            5s      takeover              |
            10s     tick                  | expired A
            """);
    }
}

package dev.willow.locker.domain;

import static dev.willow.locker.domain.Scenario.check;

import org.junit.jupiter.api.Test;

/// Single locks: turns, time-outs, modes, lines, restarts.
class LockTableTest {

    @Test
    void a_free_lock_is_granted_at_once() {
        check("""
            0s  acquire branch=main A 5s  | granted A #1
            0s  acquire branch=dev  B 5s  | granted B #2
            """);
    }

    @Test
    void the_same_pairs_in_any_order_are_the_same_lock_and_one_pair_more_is_another() {
        check("""
            0s  acquire branch=main&os=linux       A 5s      | granted A #1
            0s  acquire os=linux&branch=main       B 5s try  | B: branch=main, os=linux held by A
            0s  acquire branch=main                C 5s      | granted C #2
            """);
    }

    @Test
    void a_released_lock_passes_to_the_oldest_in_line_in_the_same_step() {
        check("""
            0s  acquire branch=main A 5s  | granted A #1
            1s  acquire branch=main B 5s  | queued B
            2s  acquire branch=main C 5s  | queued C
            3s  release A                 | released A, granted B #2
            4s  release B                 | released B, granted C #3
            5s  release C                 | released C
            """);
    }

    @Test
    void lock_passes_to_the_oldest_waiter_when_its_holder_stops_heartbeating() {
        check("""
            0s  acquire  branch=main  A  5s  | granted A #1
            1s  acquire  branch=main  B  5s  | queued B
            2s  acquire  branch=main  C  5s  | queued C
            5s  tick                         | expired A, granted B #2
            9s  tick                         |
            10s tick                         | expired B, granted C #3
            """);
    }

    @Test
    void a_hold_does_not_expire_a_moment_before_its_time() {
        check("""
            0s     acquire branch=main A 5s  | granted A #1
            4999ms tick                      |
            5000ms tick                      | expired A
            5000ms heartbeat A               | beat: no lock A
            5000ms release A                 | release: no lock A
            """);
    }

    @Test
    void a_heartbeat_gives_the_full_time_again() {
        check("""
            0s  acquire branch=main A 5s  | granted A #1
            4s  heartbeat A               | kept A
            8s  tick                      |
            8s  heartbeat A               | kept A
            12s tick                      |
            13s tick                      | expired A
            """);
    }

    @Test
    void a_heartbeat_that_comes_before_time_was_seen_to_pass_wins() {
        check("""
            0s  acquire branch=main A 5s  | granted A #1
            6s  heartbeat A               | kept A
            6s  tick                      |
            """);
    }

    @Test
    void an_expiry_that_meets_a_released_hold_or_a_closed_session_does_nothing() {
        check("""
            0s  acquire branch=main A 5s  | granted A #1
            0s  open S 5s                 | opened S
            0s  acquire branch=dev B in S | granted B #2
            5s  name                      |
            5s  release A                 | released A
            5s  close S                   | closed S
            5s  write                     |
            """);
    }

    @Test
    void only_the_session_of_a_hold_may_keep_or_release_it() {
        check("""
            0s  acquire branch=main A 5s  | granted A #1
            0s  acquire branch=dev B 5s   | granted B #2
            1s  heartbeat A as B          | beat: A is of another session
            1s  release A as B            | release: A is of another session
            1s  release A as nobody       | release: A is of another session
            5s  tick                      | expired A, expired B
            """);
    }

    @Test
    void an_unknown_hold_can_neither_be_kept_nor_released() {
        check("""
            0s  heartbeat A as A  | beat: no lock A
            0s  release A as A    | release: no lock A
            """);
    }

    @Test
    void a_caller_that_asks_once_is_told_who_holds_the_lock() {
        check("""
            0s  acquire branch=main A 5s owner=ci-7  | granted A #1
            0s  acquire branch=main B 5s try         | B: branch=main held by ci-7
            """);
    }

    @Test
    void a_caller_that_gives_up_is_told_who_holds_the_lock_and_loses_its_place() {
        check("""
            0s  acquire branch=main A 5s  | granted A #1
            1s  acquire branch=main B 5s  | queued B
            1s  acquire branch=main C 5s  | queued C
            2s  forget B                  | B left: branch=main held by A
            3s  release A                 | released A, granted C #2
            3s  forget C                  |
            3s  forget nobody             |
            """);
    }

    @Test
    void shared_holders_are_let_in_together() {
        check("""
            0s  acquire branch=main A shared      | granted A #1
            0s  acquire branch=main B shared      | granted B #2
            0s  acquire branch=main C try         | C: branch=main held by A
            """);
    }

    @Test
    void a_waiting_exclusive_request_holds_back_later_shared_ones() {
        check("""
            0s  acquire branch=main A shared      | granted A #1
            0s  acquire branch=main B             | queued B
            0s  acquire branch=main C shared      | queued C
            0s  acquire branch=main D shared      | queued D
            0s  acquire branch=main E shared try  | E: branch=main held by A
            0s  acquire branch=main F             | queued F
            1s  release A                         | released A, granted B #2
            2s  release B                         | released B, granted C #3, granted D #4
            3s  release C                         | released C
            3s  release D                         | released D, granted F #5
            """);
    }

    @Test
    void shared_ones_are_let_in_when_the_exclusive_request_before_them_gives_up() {
        check("""
            0s  acquire branch=main A shared  | granted A #1
            0s  acquire branch=main B         | queued B
            0s  acquire branch=main C shared  | queued C
            1s  forget B                      | B left: branch=main held by A, granted C #2
            """);
    }

    @Test
    void a_semaphore_lets_in_as_many_as_it_has_places() {
        check("""
            0s  acquire pool=db A places=2      | granted A #1
            0s  acquire pool=db B places=2      | granted B #2
            0s  acquire pool=db C places=2      | queued C
            0s  acquire pool=db D places=2 try  | D: pool=db held by A
            1s  release B                       | released B, granted C #3
            """);
    }

    @Test
    void another_number_of_places_is_refused_while_the_lock_is_in_use_and_no_longer() {
        check("""
            0s  acquire pool=db A places=2          | granted A #1
            0s  acquire pool=db B places=3          | B: it has 2 places
            0s  acquire pool=db C                   | C: it has 2 places
            0s  acquire pool=db D shared            | D: it has 2 places
            1s  release A                           | released A
            1s  acquire pool=db E places=3          | granted E #2
            1s  acquire pool=web F                  | granted F #3
            1s  acquire pool=web,pool=db G places=3 | G: it has 1 places
            """);
    }

    @Test
    void one_more_than_the_line_may_hold_is_turned_away() {
        check("""
            0s  acquire branch=main A line=1           | granted A #1
            0s  acquire branch=main B line=1           | queued B
            0s  acquire branch=main C line=1           | C: line of 1 full for branch=main
            0s  acquire branch=main D line=2           | queued D
            0s  acquire x=1,branch=main E line=2       | E: line of 2 full for branch=main
            0s  acquire x=1 F line=0                   | granted F #2
            0s  acquire x=1 G line=0                   | G: line of 0 full for x=1
            """);
    }

    @Test
    void after_a_restart_everyone_has_the_full_time_again_and_tokens_go_on() {
        check("""
            0s  acquire a=1 A 5s            | granted A #1
            0s  acquire b=1 B 5s            | granted B #2
            0s  open S 5s                   | opened S
            0s  release B                   | released B
            4s  restart                     |
            8s  tick                        |
            8s  keep S                      | kept S
            8s  acquire b=1 C 9s            | granted C #3
            9s  tick                        | expired A
            13s tick                        | expired S empty
            """);
    }

    @Test
    void after_a_restart_the_lines_are_empty() {
        check("""
            0s  acquire a=1 A 5s            | granted A #1
            0s  open S 9s                   | opened S
            0s  acquire a=1 B 5s            | queued B
            0s  acquire a=1,b=1 C in S      | queued C
            0s  watch S W                   |
            1s  restart                     |
            1s  forget B                    |
            2s  acquire b=1 D               | granted D #2
            2s  release A                   | released A
            2s  close S                     | closed S
            """);
    }
}

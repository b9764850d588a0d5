package dev.willow.locker.domain;

import static dev.willow.locker.domain.Scenario.check;

import org.junit.jupiter.api.Test;

/// Sessions that were opened, and the holds under them.
class LockTableSessionsTest {

    @Test
    void one_session_keeps_many_holds_with_one_heartbeat() {
        check("""
            0s  open S 5s                  | opened S
            0s  acquire branch=a A in S    | granted A #1
            0s  acquire branch=b B in S    | granted B #2
            4s  keep S                     | kept S
            8s  tick                       |
            9s  tick                       | expired S
            9s  acquire branch=a C try     | granted C #3
            9s  acquire branch=b D try     | granted D #4
            """);
    }

    @Test
    void a_heartbeat_for_one_hold_of_a_session_keeps_the_session() {
        check("""
            0s  open S 5s                  | opened S
            0s  acquire branch=a A in S    | granted A #1
            0s  acquire branch=b B in S    | granted B #2
            4s  heartbeat A as S           | kept A
            8s  tick                       |
            """);
    }

    @Test
    void an_opened_session_outlives_its_holds_until_its_time_is_over() {
        check("""
            0s  open S 5s                  | opened S
            0s  acquire branch=a A in S    | granted A #1
            1s  release A                  | released A
            1s  acquire branch=a B in S    | granted B #2
            2s  release B                  | released B
            5s  tick                       | expired S empty
            5s  keep S                     | beat: no session S
            5s  close S                    | close: no session S
            """);
    }

    @Test
    void closing_a_session_releases_all_that_it_holds_and_turns_away_what_waits_for_it() {
        check("""
            0s  open S 9s                  | opened S
            0s  acquire branch=a A in S    | granted A #1
            0s  acquire branch=b B in S    | granted B #2
            0s  acquire branch=c C         | granted C #3
            0s  acquire branch=c D in S    | queued D
            0s  acquire branch=c E         | queued E
            0s  acquire branch=a F         | queued F
            1s  close S                    | closed S, D: no session S, granted F #4
            2s  release C                  | released C, granted E #5
            """);
    }

    @Test
    void a_lock_does_not_pass_from_one_expired_session_to_another() {
        check("""
            0s  open S 5s                  | opened S
            0s  open T 5s                  | opened T
            0s  acquire branch=a A in S    | granted A #1
            0s  acquire branch=a B in T    | queued B
            0s  acquire branch=a C 5s      | queued C
            5s  tick                       | expired S, expired T empty, B: no session T, granted C #2
            """);
    }

    @Test
    void holds_join_only_sessions_that_were_opened() {
        check("""
            0s  acquire branch=a A         | granted A #1
            0s  acquire branch=b B in A    | B: no session A
            0s  acquire branch=b B in X    | B: no session X
            """);
    }

    @Test
    void the_session_of_a_plain_hold_can_be_kept_and_closed_like_any_other() {
        check("""
            0s  acquire branch=a A 5s      | granted A #1
            4s  keep A                     | kept A
            8s  tick                       |
            8s  close A                    | closed A
            8s  release A                  | release: no lock A
            """);
    }

    @Test
    void a_lock_is_not_given_twice_to_one_session() {
        check("""
            0s  open S 9s                   | opened S
            0s  acquire branch=a A in S     | granted A #1
            0s  acquire branch=a B in S try | B: branch=a held by S
            """);
    }

    @Test
    void the_owner_of_a_session_stands_for_its_holds_unless_they_name_their_own() {
        check("""
            0s  open S 9s owner=ci               | opened S
            0s  acquire branch=a A in S          | granted A #1
            0s  acquire branch=b B in S owner=me | granted B #2
            0s  acquire branch=a C try           | C: branch=a held by ci
            0s  acquire branch=b D try           | D: branch=b held by me
            """);
    }
}

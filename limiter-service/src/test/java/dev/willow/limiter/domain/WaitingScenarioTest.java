package dev.willow.limiter.domain;

import static dev.willow.limiter.domain.Scenario.check;

import org.junit.jupiter.api.Test;

/// `?wait=`: in line per exhausted group, first come, first served, granted in the commit that makes room.
class WaitingScenarioTest {

    @Test
    void addition_waits_until_it_fits_and_is_granted_by_the_commit_that_makes_room() {
        check("""
            0s  rule  builds  branch=*  1                       | ok
            0s  add       branch=main  1                        | 1
            0s  wait  A   branch=main  1                        | queued
            0s  wait  B   branch=main  1                        | queued
            0s  subtract  branch=main  1                        | 0, 1 A
            0s  subtract  branch=main  1                        | 0, 1 B
            0s  subtract  branch=main  1                        | 0
            """);
    }

    @Test
    void groups_do_not_wait_for_each_other() {
        check("""
            0s  rule  builds  branch=*  1                       | ok
            0s  add       branch=main  1                        | 1
            0s  add       branch=dev   1                        | 1
            0s  wait  A   branch=main  1                        | queued
            0s  wait  B   branch=dev   1                        | queued
            0s  subtract  branch=dev   1                        | 0, 1 B
            """);
    }

    @Test
    void who_wants_more_is_not_overtaken_in_line() {
        check("""
            0s  rule  builds  branch=*  3                       | ok
            0s  add       branch=main  3                        | 3
            0s  wait  A   branch=main  2                        | queued
            0s  wait  B   branch=main  1                        | queued
            0s  subtract  branch=main  1                        | 2
            0s  subtract  branch=main  1                        | 1, 3 A
            0s  subtract  branch=main  1                        | 2, 3 B
            """);
    }

    @Test
    void who_lost_patience_lets_the_next_go_ahead() {
        check("""
            0s  rule  builds  branch=*  3                       | ok
            0s  add       branch=main  3                        | 3
            0s  wait  A   branch=main  2                        | queued
            0s  wait  B   branch=main  1                        | queued
            0s  subtract  branch=main  1                        | 2
            0s  leave A                                         | withdrawn: reached builds 2 of 3 at branch=main A, 3 B
            0s  leave A                                         |
            """);
    }

    @Test
    void who_is_held_back_by_two_groups_waits_for_both_and_keeps_its_rank() {
        check("""
            0s  rule  per-repo  repo=*  1                       | ok
            0s  rule  per-os    os=*    1                       | ok
            0s  add       repo=a    1                           | 1
            0s  add       os=linux  1                           | 1
            0s  wait  A   repo=a,os=linux  1                    | queued
            0s  wait  B   repo=a  1                             | queued
            0s  subtract  repo=a    1                           | 0, 1 B
            0s  subtract  os=linux  1                           | 0
            0s  wait  C   repo=a  1                             | queued
            0s  subtract  repo=a    1                           | 0, 1 A
            0s  subtract  repo=a,os=linux  1                    | 0, 1 C
            """);
    }

    @Test
    void who_waits_to_add_a_lease_that_somebody_else_added_has_what_it_wants() {
        check("""
            0s  rule  builds  branch=*  1                       | ok
            0s  add       branch=main  1                        | 1
            0s  wait  A   branch=main  1  x                     | queued
            0s  wait  B   branch=main  1  x                     | queued
            0s  wait  C   branch=main  1  y                     | queued
            0s  subtract  branch=main  1                        | 0, 1 A, 1 B
            0s  remove    branch=main  x                        | 0, 1 C
            """);
    }

    @Test
    void lapsed_lease_makes_room() {
        check("""
            0s   rule  builds  branch=*  1                      | ok
            0s   add      branch=main  1  x/10s                 | 1
            1s   wait  A  branch=main  1  y/10s                 | queued
            10s  nothing                                        | lapsed x, 1 A
            20s  nothing                                        | lapsed y
            """);
    }

    @Test
    void changed_paused_and_deleted_rules_make_room() {
        check("""
            0s  rule  builds  branch=*  1                       | ok
            0s  add       branch=main  1                        | 1
            0s  wait  A   branch=main  1                        | queued
            0s  wait  B   branch=main  1                        | queued
            0s  change    builds  2                             | ok, 2 A
            0s  change    builds  2!                            | ok
            0s  wait  C   branch=dev  1                         | queued
            0s  change    builds  resumed                       | ok, 1 C
            0s  change    builds  unlimited                     | ok, 3 B
            0s  change    builds  0                             | ok
            0s  wait  D   branch=main  1                        | queued
            0s  wait  E   branch=main  1                        | queued
            0s  override  builds/main  branch=main  4           | ok, 4 D
            0s  drop      builds                                | gone, 5 E
            """);
    }

    @Test
    void addition_that_does_not_wait_takes_what_is_left_of_a_place_too_small_for_the_first_in_line() {
        check("""
            0s  rule  builds  branch=*  2                       | ok
            0s  add       branch=main  1                        | 1
            0s  wait  A   branch=main  2                        | queued
            0s  wait  B   branch=main  1                        | queued
            0s  add       branch=main  1                        | 2
            """);
    }

    @Test
    void who_leaves_a_line_that_it_only_stood_behind_is_told_of_that_line() {
        check("""
            0s  rule  builds  branch=*  3                       | ok
            0s  add       branch=main  2                        | 2
            0s  wait  A   branch=main  2                        | queued
            0s  wait  B   branch=main  1                        | queued
            0s  leave B                                         | withdrawn: reached builds 2 of 3 at branch=main B
            """);
    }

    @Test
    void full_line_is_joined_by_nobody_but_who_fits_or_adds_a_lease_that_is_there_needs_no_place_in_it() {
        check("""
            0s  rule  builds  branch=*  1                       | ok
            0s  add       branch=main  1  x                     | 1
            0s  wait  A   branch=main  1                        | queued
            0s  wait  B   branch=main  1                        | queued
            0s  wait  C   branch=main  1                        | queued
            0s  wait  D   branch=main  1                        | queued
            0s  wait  E   branch=main  1                        | queued
            0s  wait  F   branch=main  1                        | queued
            0s  wait  G   branch=main  1                        | line full builds at branch=main
            0s  wait  H   branch=dev   1                        | 1
            0s  wait  I   branch=dev   1                        | queued
            0s  wait  J   branch=main  1  x                     | 1
            0s  leave B                                         | withdrawn: reached builds 1 of 1 at branch=main B
            0s  wait  G   branch=main  1                        | queued
            """);
    }

    @Test
    void take_over_empties_the_line() {
        check("""
            0s  rule  builds  branch=*  1                       | ok
            0s  add       branch=main  1                        | 1
            0s  wait  A   branch=main  1                        | queued
            0s  take-over                                       |
            0s  subtract  branch=main  1                        | 0
            0s  add       branch=main  1                        | 1
            """);
    }
}

package dev.willow.limiter.domain;

import static dev.willow.limiter.domain.Scenario.check;

import org.junit.jupiter.api.Test;

/// Contract §3 as tables.
class LimitScenarioTest {

    @Test
    void rule_limits_the_sum_of_each_combination_of_its_keys_values() {
        check("""
            0s  rule  builds  repo=*,branch=*  2            | ok
            0s  add   repo=a,branch=main,os=linux   1       | 1
            0s  add   repo=a,branch=main,os=mac     1       | 1
            0s  add   repo=a,branch=main,os=windows 1       | reached builds 2 of 2 at branch=main,repo=a
            0s  add   repo=a,branch=dev,os=linux    2       | 2
            0s  add   repo=b,branch=main            3       | reached builds 0 of 2 at branch=main,repo=b
            0s  add   repo=b,branch=main            2       | 2
            """);
    }

    @Test
    void rule_does_not_apply_to_counters_that_lack_a_key_or_have_another_value() {
        check("""
            0s  rule  linux-builds  os=linux,branch=*  1    | ok
            0s  add   os=linux                  5           | 5
            0s  add   os=mac,branch=main        5           | 5
            0s  add   os=linux,branch=main      2           | reached linux-builds 0 of 1 at branch=main,os=linux
            """);
    }

    @Test
    void rule_without_keys_limits_everything_together() {
        check("""
            0s  rule  all  none  3                          | ok
            0s  add   os=linux     2                        | 2
            0s  add   branch=main  2                        | reached all 2 of 3 at all
            0s  add   branch=main  1                        | 1
            """);
    }

    @Test
    void each_value_is_a_group_of_its_own() {
        check("""
            0s  rule  builds  branch=*  1                   | ok
            0s  add   branch=1  1                           | 1
            0s  add   branch=2  1                           | 1
            0s  add   branch=1  1                           | reached builds 1 of 1 at branch=1
            """);
    }

    @Test
    void override_is_asked_in_place_of_its_rule_where_it_applies() {
        check("""
            0s  rule      builds  branch=*  1               | ok
            0s  override  builds/main  branch=main  3       | ok
            0s  add  branch=main  3                         | 3
            0s  add  branch=main  1                         | reached builds/main 3 of 3 at branch=main
            0s  add  branch=dev   1                         | 1
            0s  add  branch=dev   1                         | reached builds 1 of 1 at branch=dev
            """);
    }

    @Test
    void every_override_that_applies_is_asked() {
        check("""
            0s  rule      builds  repo=*  100                   | ok
            0s  override  builds/main   repo=*,branch=main  2   | ok
            0s  override  builds/linux  repo=*,os=linux     3   | ok
            0s  add  repo=a,branch=main,os=linux  2             | 2
            0s  add  repo=a,branch=main,os=linux  1             | reached builds/main 2 of 2 at branch=main,repo=a
            0s  add  repo=a,branch=dev,os=linux   1             | 1
            0s  add  repo=a,branch=dev,os=linux   1             | reached builds/linux 3 of 3 at os=linux,repo=a
            0s  add  repo=a,branch=dev,os=mac     90            | 90
            0s  add  repo=a,branch=dev,os=mac     8             | reached builds 93 of 100 at repo=a
            """);
    }

    @Test
    void override_with_more_keys_limits_the_sum_over_its_own_keys() {
        check("""
            0s  rule      builds  repo=*  unlimited                  | ok
            0s  override  builds/per-branch  repo=*,branch=*  1      | ok
            0s  add  repo=a,branch=main,os=linux  1                  | 1
            0s  add  repo=a,branch=main,os=mac    1                  | reached builds/per-branch 1 of 1 at branch=main,repo=a
            0s  add  repo=a,branch=dev            1                  | 1
            0s  add  repo=a                       50                 | 50
            """);
    }

    @Test
    void rule_still_counts_what_its_overrides_let_in() {
        check("""
            0s  rule      builds  repo=*  3                          | ok
            0s  override  builds/main  repo=*,branch=main  unlimited | ok
            0s  add  repo=a,branch=main  5                           | 5
            0s  add  repo=a,branch=dev   1                           | reached builds 5 of 3 at repo=a
            """);
    }

    @Test
    void override_must_have_the_keys_of_its_rule_and_be_able_to_apply() {
        check("""
            0s  rule      builds  repo=*,os=linux  1            | ok
            0s  override  builds/x  repo=a  1                   | lacks os
            0s  override  builds/x  os=mac,repo=a  1            | never applies for os
            0s  override  builds/x  os=*,repo=a  1              | ok
            0s  override  nothing/x  os=*,repo=a  1             | no rule nothing
            """);
    }

    @Test
    void override_that_says_any_where_its_rule_is_exact_counts_only_what_the_rule_applies_to() {
        check("""
            0s  add  os=mac,repo=a    7                         | 7
            0s  add  os=linux,repo=a  1                         | 1
            0s  rule      builds  os=linux  1                   | ok
            0s  override  builds/a  os=*,repo=a  2              | ok
            0s  add  os=mac,repo=a    1                         | 8
            0s  add  os=linux,repo=a  1                         | 2
            0s  add  os=linux,repo=a  1                         | reached builds/a 2 of 2 at os=linux,repo=a
            """);
    }

    @Test
    void names_and_groups_are_used_once() {
        check("""
            0s  rule      builds  branch=*  1                   | ok
            0s  rule      builds  os=*      1                   | name in use builds
            0s  rule      id-builds  os=*   1                   | name in use id-builds
            0s  rule      other   branch=*  1                   | group in use by builds
            0s  rule      other   branch=main  1                | ok
            0s  override  builds/main  branch=main  1           | ok
            0s  override  builds/main  branch=dev  1            | name in use main
            0s  override  builds/dev   branch=main  1           | group in use by main
            0s  override  other/main   branch=main  1           | ok
            """);
    }

    @Test
    void rules_and_overrides_are_named_by_name_or_id() {
        check("""
            0s  rule      builds  branch=*  1                   | ok
            0s  override  id-builds/main  branch=main  1        | ok
            0s  change    id-builds  2                          | ok
            0s  change    builds/id-id-builds/main  5           | ok
            0s  add       branch=main  5                        | 5
            0s  drop      builds/id-id-builds/main              | gone
            0s  drop      builds/main                           | no override builds/main
            0s  drop      id-builds                             | gone
            0s  drop      builds                                | no rule builds
            0s  change    builds  1                             | no rule builds
            """);
    }

    @Test
    void zero_and_paused_win_over_reached() {
        check("""
            0s  rule  a-full  repo=*  1                         | ok
            0s  add   repo=a,os=linux,branch=main  1            | 1
            0s  rule  b-zero  os=*  0                           | ok
            0s  add   repo=a,os=linux,branch=main  1            | zero b-zero 1 of 0 at os=linux
            0s  rule  c-paused  branch=*  5!                    | ok
            0s  change  b-zero  1                               | ok
            0s  add   repo=a,os=linux,branch=main  1            | paused c-paused 1 of 5 at branch=main
            0s  change  c-paused  resumed                       | ok
            0s  add   repo=a,os=linux,branch=main  1            | reached a-full 1 of 1 at repo=a
            """);
    }

    @Test
    void paused_rule_refuses_even_if_unlimited_and_keeps_its_limit() {
        check("""
            0s  rule    builds  branch=*  unlimited             | ok
            0s  change  builds  paused                          | ok
            0s  add     branch=main  1                          | paused builds 0 of unlimited at branch=main
            0s  change  builds  resumed                         | ok
            0s  add     branch=main  1000                       | 1000
            """);
    }

    @Test
    void addition_that_one_of_many_refuses_changes_no_sum() {
        check("""
            0s  rule  per-repo    repo=*    5                   | ok
            0s  rule  per-branch  branch=*  1                   | ok
            0s  add   repo=a,branch=main  1                     | 1
            0s  add   repo=a,branch=main  1                     | reached per-branch 1 of 1 at branch=main
            0s  add   repo=a,branch=main  1                     | reached per-branch 1 of 1 at branch=main
            0s  add   repo=a,branch=dev   1                     | 1
            0s  add   repo=a,os=linux     3                     | 3
            """);
    }

    @Test
    void subtraction_asks_no_rules_and_ends_at_zero() {
        check("""
            0s  add       branch=main  3                        | 3
            0s  rule      none  branch=*  0                     | ok
            0s  subtract  branch=main  1                        | 2
            0s  subtract  branch=main  5                        | 0
            0s  subtract  branch=main  1                        | 0
            0s  subtract  branch=dev   1                        | 0
            0s  change    none  1                               | ok
            0s  add       branch=main  1                        | 1
            """);
    }

    @Test
    void set_asks_no_rules() {
        check("""
            0s  rule  builds  branch=*  2                       | ok
            0s  set   branch=main  9                            | 9
            0s  add   branch=main  1                            | reached builds 9 of 2 at branch=main
            0s  set   branch=main  1                            | 1
            0s  add   branch=main  1                            | 2
            0s  set   branch=main  0                            | 0
            0s  set   branch=main  -4                           | 0
            0s  add   branch=main  2                            | 2
            """);
    }

    @Test
    void set_as_low_as_numbers_go_is_gone() {
        check("""
            0s  add       branch=main  1                        | 1
            0s  set       branch=main  -9223372036854775808     | 0
            0s  add       branch=main  1                        | 1
            """);
    }

    @Test
    void set_takes_the_leases_away() {
        check("""
            0s  add     branch=main  2  x                       | 2
            0s  set     branch=main  5                          | 5
            0s  remove  branch=main  x                          | 5
            0s  beat    x                                       | unknown [x]
            """);
    }

    @Test
    void same_lease_counts_once_and_is_removed_once() {
        check("""
            0s  rule    builds  branch=*  1                     | ok
            0s  add     branch=main  1  x                       | 1
            0s  add     branch=main  1  x                       | 1
            0s  add     branch=main  1  y                       | reached builds 1 of 1 at branch=main
            0s  remove  branch=main  x                          | 0
            0s  remove  branch=main  x                          | 0
            0s  add     branch=main  1  y                       | 1
            0s  remove  branch=main  x                          | 1
            """);
    }

    @Test
    void counter_is_the_sum_of_its_leases_and_plain_additions() {
        check("""
            0s  add       branch=main  2                        | 2
            0s  add       branch=main  3  x                     | 5
            0s  add       branch=main  1  y                     | 6
            0s  subtract  branch=main  1                        | 5
            0s  remove    branch=main  x                        | 2
            0s  subtract  branch=main  2                        | 0
            0s  beat      y                                     | unknown [y]
            """);
    }

    @Test
    void same_lease_id_in_two_counters_is_two_leases() {
        check("""
            0s  add     branch=main  1  x                       | 1
            0s  add     branch=dev   1  x                       | 1
            0s  remove  branch=main  x                          | 0
            0s  beat    x                                       | unknown []
            0s  remove  branch=dev   x                          | 0
            0s  beat    x                                       | unknown [x]
            """);
    }

    @Test
    void lease_lapses_without_a_heartbeat_and_frees_its_place() {
        check("""
            0s   rule  builds  branch=*  1                      | ok
            0s   add   branch=main  1  x/10s                    | 1
            6s   beat  x                                        | unknown []
            15s  add   branch=main  1  y                        | reached builds 1 of 1 at branch=main
            16s  add   branch=main  1  y                        | lapsed x, 1
            17s  beat  x                                        | unknown [x]
            99s  beat  y                                        | unknown []
            """);
    }

    @Test
    void adding_a_lease_again_keeps_it_alive() {
        check("""
            0s   add   branch=main  1  x/10s                    | 1
            8s   add   branch=main  1  x/10s                    | 1
            17s  beat  x                                        | unknown []
            27s  beat  x                                        | lapsed x, unknown [x]
            """);
    }

    @Test
    void after_a_take_over_leases_have_their_full_time_again() {
        check("""
            0s   add   branch=main  1  x/10s                    | 1
            9s   take-over                                      |
            18s  beat  x                                        | unknown []
            28s  nothing                                        | lapsed x
            """);
    }

    @Test
    void rules_made_later_count_what_is_there_already() {
        check("""
            0s  add   repo=a,branch=main,os=linux  2            | 2
            0s  add   repo=a,branch=main,os=mac    1            | 1
            0s  add   repo=b,branch=main           4            | 4
            0s  rule  builds  repo=*,branch=*  3                | ok
            0s  add   repo=a,branch=main           1            | reached builds 3 of 3 at branch=main,repo=a
            0s  override  builds/b  repo=b,branch=*  5          | ok
            0s  add   repo=b,branch=main           1            | 5
            0s  add   repo=b,branch=main           1            | reached builds/b 5 of 5 at branch=main,repo=b
            0s  drop  builds/b                                  | gone
            0s  add   repo=b,branch=main           1            | reached builds 5 of 3 at branch=main,repo=b
            0s  drop  builds                                    | gone
            0s  add   repo=b,branch=main           1            | 6
            """);
    }

    @Test
    void all_counters_together_stay_within_64_bits() {
        check("""
            0s  add  a=1  9223372036854775807                   | 9223372036854775807
            0s  add  b=1  1                                     | too large
            0s  set  b=1  1                                     | too large
            0s  set  a=1  9223372036854775806                   | 9223372036854775806
            0s  add  b=1  1                                     | 1
            """);
    }
}

"""Where each numbered case of security.md about feeds is held: the table, and that it is true."""

from __future__ import annotations

import ast

import pytest

from tests.paths import TESTS

CLI = "cli/test_cli_feeds_"
INDEX, FETCHING = f"{CLI}index.py", f"{CLI}fetching.py"
MANNERS, ASKING = f"{CLI}manners.py", f"{CLI}asking.py"
KEPT, LISTS = f"{CLI}kept.py", f"{CLI}lists.py"
EACH_PATH = (INDEX, "test_a_feed_ends_as_a_good_reader_ends_it")
WITHOUT_END = (FETCHING, "test_19_20_28_what_has_no_end_takes_little")

# What is about automatic syncs is held in the library: the command line makes none.
CASES: dict[int, list[tuple[str, str]]] = {
    18: [
        (FETCHING, "test_18_a_good_feed_is_there_before_a_stalled_one_times_out"),
        (INDEX, "test_what_stalls_is_a_timeout_and_holds_up_nobody"),
    ],
    19: [WITHOUT_END, EACH_PATH],
    20: [WITHOUT_END, EACH_PATH],
    21: [(FETCHING, "test_21_nothing_of_half_an_answer_stays"), EACH_PATH],
    22: [EACH_PATH],
    23: [(FETCHING, "test_23_hops_are_counted"), (INDEX, "test_each_source_is_asked_once")],
    24: [(FETCHING, "test_24_nobody_else_is_connected_to"), EACH_PATH],
    25: [(MANNERS, "test_credentials_stay_with_their_origin")],
    26: [(FETCHING, "test_26_without_the_ca_no_certificate_is_good"), EACH_PATH],
    27: [EACH_PATH],
    28: [WITHOUT_END, (INDEX, "test_nothing_of_another_file_or_host_is_read")],
    29: [EACH_PATH],
    30: [(FETCHING, "test_30_what_is_slow_to_read_is_read_in_time")],
    31: [
        (MANNERS, "test_validators_come_back_and_give_a_304"),
        ("sources/http/test_hostile_server.py", "test_validators_come_back_byte_for_byte"),
    ],
    32: [
        (MANNERS, "test_later_news_is_not_missed_after_a_304"),
        (MANNERS, "test_force_asks_all_and_sends_no_condition"),
        (MANNERS, "test_validators_that_cannot_be_sent_back_are_dropped"),
    ],
    33: [
        ("library/sync/test_schedule.py", "test_the_next_automatic_sync"),
        ("library/sync/test_schedule.py", "test_automatic_syncs_keep_to_it"),
    ],
    34: [
        (MANNERS, "test_a_busy_server_is_left_alone"),
        (ASKING, "test_34_the_other_feeds_of_a_public_host_rest_too"),
    ],
    35: [
        (MANNERS, "test_a_permanent_move_is_kept_and_told"),
        (MANNERS, "test_one_that_moved_is_asked_at_its_new_place"),
        (MANNERS, "test_a_temporary_redirect_moves_nothing"),
        (MANNERS, "test_a_move_is_believed_only_where_a_feed_is"),
    ],
    36: [
        (MANNERS, "test_what_is_gone_for_good_is_asked_no_more"),
        (ASKING, "test_36_what_was_gone_can_be_revived"),
    ],
    37: [
        (INDEX, "test_requests_say_who_asks_and_nothing_else"),
        (INDEX, "test_each_source_is_asked_once"),
        (MANNERS, "test_no_cookie_comes_back"),
        (ASKING, "test_37_two_at_a_host_and_ten_in_all"),
    ],
    38: [
        (MANNERS, "test_a_failing_feed_is_asked_less_and_less_and_told_so"),
        (ASKING, "test_38_ten_failures_and_a_success"),
    ],
    39: [(KEPT, "test_bad_answers_take_nothing_away")],
    40: [
        (KEPT, "test_bad_answers_take_nothing_away"),
        (KEPT, "test_an_article_that_left_its_feed_stays_and_the_cache_may_go"),
    ],
    41: [(KEPT, "test_an_edited_article_is_one_and_a_kept_text_stays")],
    42: [(KEPT, "test_ids_that_repeat_are_missing_stolen_or_huge")],
    64: [
        (ASKING, "test_64_no_secret_gets_out"),
        (MANNERS, "test_credentials_stay_with_their_origin"),
    ],
    68: [(LISTS, "test_hostile_lists"), (LISTS, "test_the_lists_of_the_corpus_are_all_taken")],
}


@pytest.mark.parametrize("number", [*range(18, 43), 64, 68])
def test_each_case_is_held_by_a_test(number: int) -> None:
    for file, name in CASES[number]:
        tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
        functions = ast.FunctionDef | ast.AsyncFunctionDef
        names = {node.name for node in ast.walk(tree) if isinstance(node, functions)}
        assert name in names, f"{file}::{name}"

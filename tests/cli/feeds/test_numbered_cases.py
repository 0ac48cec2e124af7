"""Tests for each numbered case about feeds."""

from __future__ import annotations

import ast

import pytest

from tests.paths import TESTS

FEED_INDEX = "cli/feeds/test_feed_index.py"
HOSTILE_SERVERS = "cli/feeds/test_hostile_servers.py"
CONDITIONAL_REQUESTS = "cli/feeds/test_conditional_requests.py"
REQUEST_LIMITS = "cli/feeds/test_request_limits.py"
STORED_ARTICLES = "cli/feeds/test_stored_articles.py"
SUBSCRIPTIONS = "cli/commands/test_add_import_export.py"
EVERY_FEED = (FEED_INDEX, "test_feed_has_expected_outcome")
ENDLESS_RESPONSES = (HOSTILE_SERVERS, "test_19_20_28_endless_responses_are_cut_off")

# Automatic syncs are tested in the library: the command line has none.
CASES: dict[int, list[tuple[str, str]]] = {
    18: [
        (HOSTILE_SERVERS, "test_18_good_feed_is_stored_before_a_stalled_one_times_out"),
        (FEED_INDEX, "test_stalled_server_times_out"),
    ],
    19: [ENDLESS_RESPONSES, EVERY_FEED],
    20: [ENDLESS_RESPONSES, EVERY_FEED],
    21: [(HOSTILE_SERVERS, "test_21_truncated_response_stores_nothing"), EVERY_FEED],
    22: [EVERY_FEED],
    23: [
        (HOSTILE_SERVERS, "test_23_redirects_are_limited"),
        (FEED_INDEX, "test_each_source_is_requested_once"),
    ],
    24: [(HOSTILE_SERVERS, "test_24_private_addresses_are_not_connected_to"), EVERY_FEED],
    25: [(CONDITIONAL_REQUESTS, "test_credentials_are_not_sent_to_other_origins")],
    26: [(HOSTILE_SERVERS, "test_26_untrusted_certificates_are_rejected"), EVERY_FEED],
    27: [EVERY_FEED],
    28: [ENDLESS_RESPONSES, (FEED_INDEX, "test_external_entities_are_not_read")],
    29: [EVERY_FEED],
    30: [(HOSTILE_SERVERS, "test_30_slow_to_parse_feeds_are_parsed_in_time")],
    31: [
        (CONDITIONAL_REQUESTS, "test_validators_are_sent_and_give_304"),
        ("sources/http/test_hostile_server.py", "test_validators_are_sent_back_byte_for_byte"),
    ],
    32: [
        (CONDITIONAL_REQUESTS, "test_update_after_304_is_not_missed"),
        (CONDITIONAL_REQUESTS, "test_force_requests_all_without_validators"),
        (CONDITIONAL_REQUESTS, "test_invalid_validators_are_dropped"),
    ],
    33: [
        ("library/sync/test_schedule.py", "test_next_automatic_sync_after_success_and_failures"),
        ("library/sync/test_schedule.py", "test_automatic_sync_skips_feed_that_is_not_due"),
    ],
    34: [
        (CONDITIONAL_REQUESTS, "test_retry_after_is_respected"),
        (REQUEST_LIMITS, "test_34_retry_after_applies_to_all_feeds_of_a_public_host"),
    ],
    35: [
        (CONDITIONAL_REQUESTS, "test_permanent_redirect_is_stored_and_reported"),
        (CONDITIONAL_REQUESTS, "test_moved_feed_is_requested_at_its_new_url"),
        (CONDITIONAL_REQUESTS, "test_temporary_redirect_changes_nothing"),
        (CONDITIONAL_REQUESTS, "test_redirect_to_no_feed_is_not_stored"),
    ],
    36: [
        (CONDITIONAL_REQUESTS, "test_gone_feed_is_not_requested_again"),
        (REQUEST_LIMITS, "test_36_gone_feed_can_be_forced"),
    ],
    37: [
        (FEED_INDEX, "test_request_headers"),
        (FEED_INDEX, "test_each_source_is_requested_once"),
        (CONDITIONAL_REQUESTS, "test_cookies_are_not_sent"),
        (REQUEST_LIMITS, "test_37_at_most_two_requests_per_host_and_ten_in_total"),
    ],
    38: [
        (CONDITIONAL_REQUESTS, "test_failing_feed_backs_off_and_reports_it"),
        (REQUEST_LIMITS, "test_38_backoff_grows_and_resets_after_success"),
    ],
    39: [(STORED_ARTICLES, "test_bad_responses_delete_nothing")],
    40: [
        (STORED_ARTICLES, "test_bad_responses_delete_nothing"),
        (STORED_ARTICLES, "test_article_missing_from_its_feed_stays"),
    ],
    41: [(STORED_ARTICLES, "test_edited_article_is_updated_and_bookmark_keeps_its_text")],
    42: [(STORED_ARTICLES, "test_duplicate_missing_stolen_and_huge_ids")],
    64: [
        (REQUEST_LIMITS, "test_64_secrets_are_not_printed_or_logged"),
        (CONDITIONAL_REQUESTS, "test_credentials_are_not_sent_to_other_origins"),
    ],
    68: [
        (SUBSCRIPTIONS, "test_hostile_subscription_lists"),
        (SUBSCRIPTIONS, "test_sample_subscription_lists_are_imported"),
    ],
}


@pytest.mark.parametrize("number", [*range(18, 43), 64, 68])
def test_each_case_has_a_test(number: int) -> None:
    for file, name in CASES[number]:
        tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
        functions = ast.FunctionDef | ast.AsyncFunctionDef
        names = {node.name for node in ast.walk(tree) if isinstance(node, functions)}
        assert name in names, f"{file}::{name}"

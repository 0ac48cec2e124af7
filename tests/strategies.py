"""Shared Hypothesis strategies."""

from __future__ import annotations

from hypothesis import strategies as st

TEXTS = st.text(
    st.one_of(
        st.characters(codec=None),
        st.sampled_from("\x1b[]P_\\\x07\x9b\x9d\x9c;m\n\r\u200b\u200d\u0301\u202e\u3000\U000e0041"),
    )
)
"""Text with control characters, surrogates, markup and escape sequences."""

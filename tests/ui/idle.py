"""Reliable idle detection for Textual's pilot on busy machines.

Textual's pilot considers a process idle if it used no CPU for 20 ms. On a busy machine it continues
before a key is handled. This module checks the event loop instead. It also paints one frame when
the pilot pauses, instead of up to 60 per second.
"""

from __future__ import annotations

import asyncio
import math
from typing import Any

import pytest
import textual.app
import textual.pilot
import textual.screen
from textual._compositor import Compositor
from textual._context import active_app

DEBOUNCE_S = 0.15
"""Wait for timers due within this time: delays after typing and cursor moves."""
LONGEST_WAIT_S = 2.0
MOST_ROUNDS = 3000
"""Limit on rounds: timers and callbacks may repeat forever, threads may wait for the test."""
FRAME_S = 1 / 60
NEVER_S = 3600.0


def install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the idle detection and painting of the pilot."""
    monkeypatch.setattr(textual.screen, "UPDATE_PERIOD", NEVER_S)
    monkeypatch.setattr(textual.app, "wait_for_idle", _wait_for_idle)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", _wait_and_paint)
    monkeypatch.setattr(Compositor, "render_update", _render_update)


async def _wait_for_idle(_min_sleep: float = 0, _max_sleep: float = 0) -> None:
    """Wait until there are no ready callbacks, busy threads or pending layouts."""
    loop: Any = asyncio.get_running_loop()
    app = active_app.get()
    waited_s = 0.0
    idle_rounds = 0
    for _ in range(MOST_ROUNDS):
        if idle_rounds == 2:
            break
        await asyncio.sleep(0)
        idle_rounds += 1
        pause_s = 0.001 if _has_busy_threads(loop) else _next_timer_s(loop)
        if loop._ready:
            idle_rounds = 0
        elif waited_s > LONGEST_WAIT_S:
            continue
        elif app.screen_stack and _needs_frame(app.screen):
            app.screen._on_timer_update()
            waited_s += FRAME_S
            idle_rounds = 0
        elif pause_s < DEBOUNCE_S:
            await asyncio.sleep(pause_s)
            waited_s += pause_s
            idle_rounds = 0


async def _wait_and_paint(_min_sleep: float = 0, _max_sleep: float = 0) -> None:
    await _wait_for_idle()
    app = active_app.get()
    if app.screen_stack and app.screen._compositor._dirty_regions:
        _paint(app.screen)


_textual_render_update = Compositor.render_update
_painting = False


def _paint(screen: Any) -> None:
    global _painting
    _painting = True
    try:
        screen._compositor_refresh()
    finally:
        _painting = False


def _render_update(
    compositor: Compositor, full: bool = False, *arguments: Any, **options: Any
) -> Any:
    """Render only screenshots (`full`) and requested frames; collect dirty regions."""
    if full or _painting:
        return _textual_render_update(compositor, full, *arguments, **options)
    return None


def _has_busy_threads(loop: Any) -> bool:
    executor = loop._default_executor
    return executor is not None and bool(
        executor._work_queue.qsize() or executor._idle_semaphore._value < len(executor._threads)
    )


def _needs_frame(screen: Any) -> bool:
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._dirty_widgets
        or screen._recompose_required
        or screen._callbacks
    )


def _next_timer_s(loop: Any) -> float:
    """Return the seconds until the next timer of the event loop, or infinity."""
    due = min(
        (timer.when() for timer in loop._scheduled if not timer.cancelled()), default=math.inf
    )
    return max(float(due - loop.time()), 0.0)

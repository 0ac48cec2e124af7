"""Wait until the app has nothing left to do, however busy the machine is.

Textual's pilot takes a process that got no CPU for 20 ms for idle. On a busy machine it goes on
before a key is handled. This module looks at the event loop instead. It also paints one frame when
the pilot pauses, instead of up to 60 a second that nobody sees.
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
"""A timer that is due within this time is waited for: delays after typing and moving the cursor."""
LONGEST_WAIT_S = 2.0
MOST_ROUNDS = 3000
"""Timers, frames and callbacks may repeat without end, and a thread may wait for the test."""
FRAME_S = 1 / 60
NEVER_S = 3600.0


def install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the pilot wait and paint as described above."""
    monkeypatch.setattr(textual.screen, "UPDATE_PERIOD", NEVER_S)
    monkeypatch.setattr(textual.app, "wait_for_idle", _wait_for_idle)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", _wait_and_paint)
    monkeypatch.setattr(Compositor, "render_update", _render_update)


async def _wait_for_idle(_min_sleep: float = 0, _max_sleep: float = 0) -> None:
    """Wait until no callback is ready, no thread is busy, and the layout is up to date."""
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
    """Render only screenshots (`full`) and frames to paint; other dirty regions accumulate."""
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
    """Seconds until the next timer of the event loop; infinity if there is none."""
    due = min(
        (timer.when() for timer in loop._scheduled if not timer.cancelled()), default=math.inf
    )
    return max(float(due - loop.time()), 0.0)

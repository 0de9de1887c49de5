"""The journal in the browser: opened, written, read, brought in, kept, locked."""

from typing import Any

from cotake.surfaces.web.journal import _ask, _back, _bringing, _keeping, _opening, _today

__all__ = ["handlers"]

handlers: tuple[Any, ...] = (
    _opening.show_closed,
    _opening.open_it,
    _opening.lock,
    _today.show_today,
    _today.show_day,
    _today.go_to_day,
    _today.add,
    _today.keep_draft,
    _today.stay_open,
    _today.tell_left,
    _ask.show_all,
    _ask.show_question,
    _ask.answer,
    _ask.keep,
    _ask.drop,
    _back.show_back,
    _back.change_span,
    _back.show_entry,
    _back.change,
    _back.delete,
    _bringing.show_bring,
    _bringing.look_into,
    _bringing.keep,
    _bringing.drop,
    _keeping.show_keeping,
    _keeping.change_scales,
    _keeping.add_scale,
    _keeping.remove_scale,
    _keeping.export,
    _keeping.backup,
    _keeping.change_passphrase,
    _keeping.end,
)

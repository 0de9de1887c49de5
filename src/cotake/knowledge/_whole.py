"""Whether a study record tells all that a reader of such a study asks for."""

from __future__ import annotations

from cotake.knowledge._read import Reading
from cotake.knowledge._records import Records
from cotake.knowledge.types import DesignEntry, Study

_MEND = {
    "kind": "Give a design of records/vocabulary/designs.yaml.",
    "conditions": "Say what the people had: records/vocabulary/illnesses.yaml.",
    "funding": "Say who paid, or that it is not stated in what was read: funding: {by: [not-stated]}.",
    "harms": "Say what unwanted effects were seen, or that what was read does not tell.",
    "bias": "Judge each domain; what could not be read is unclear, and `why` says so.",
}


def check_study(reading: Reading, study: Study, records: Records) -> None:
    """Name each field that a study of this design must have and has not."""
    design: DesignEntry | None = records.vocabulary.get("designs", {}).get(study.kind)
    lacking = [name for name in ("kind", "conditions", "funding") if not getattr(study, name)]
    tells = [name for name in (design.tells if design else ()) if name not in study.untold]
    lacking += [name for name in tells if not getattr(study, name)]
    if study.funding is not None and not study.funding.by:
        lacking.append("funding.by")
    for told in study.untold:
        if getattr(study, told):
            mend = f"Take {told} out of untold."
            reading.fault("contradiction", "untold", f"names {told}, which is given", mend)
    for name in lacking:
        mend = _MEND.get(
            name.partition(".")[0],
            "Fill it in from what was read; where that does not tell, name it in untold.",
        )
        reading.fault("study-incomplete", name, "is missing", mend)

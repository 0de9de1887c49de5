"""What the service offers: one entry for each hook, and which data it wants with a call.

CDS Hooks 2.0, Discovery and Prefetch Template; the contexts are those of the hooks order-select 1.0,
order-sign 1.0 and patient-view 1.0.
"""

from __future__ import annotations

from typing import Any

from cotake._record import record
from cotake.regimen import EGFR

_OF = "patient={{context.patientId}}"
#: With the medicines that they refer to.
_ACTIVE = "status=active&_include"
#: The key under which each is sent, and the query for it.
PREFETCH = {
    "patient": "Patient/{{context.patientId}}",
    "medicationRequests": f"MedicationRequest?{_OF}&{_ACTIVE}=MedicationRequest:medication",
    "medicationStatements": f"MedicationStatement?{_OF}&{_ACTIVE}=MedicationStatement:medication",
    "allergies": f"AllergyIntolerance?{_OF}",
    "conditions": f"Condition?{_OF}&clinical-status=active",
    "egfr": f"Observation?{_OF}&code={','.join(EGFR)}&_sort=-date&_count=1",
}
#: Of these one must be there: without any list of medicines nothing can be said.
LISTS = ("medicationRequests", "medicationStatements")

_NEEDS = (
    "Send the prefetch: this service never asks a FHIR server. Without a list of medicines "
    "(medicationRequests or medicationStatements) it answers 412. No pharmacist has reviewed its records "
    "yet."
)


@record
class Service:
    """One entry of the discovery. `drafts` where the hook brings draft orders."""

    id: str
    hook: str
    title: str
    description: str
    drafts: bool

    def to_dict(self) -> dict[str, Any]:
        """As the discovery tells it."""
        return {
            "hook": self.hook,
            "title": self.title,
            "description": self.description,
            "id": self.id,
            "prefetch": dict(PREFETCH),
            "usageRequirements": _NEEDS,
        }


_SHOWN = (
    "Avoid and usually avoid are one card each; what needs watching is one card for all; what could not be "
    "checked is told. No card means that all was checked and nothing of these was found."
)
SERVICES = {
    each.id: each
    for each in (
        Service(
            "cotake-order-select",
            "order-select",
            "Interactions of the orders just selected",
            f"Checks the selected draft orders with all else that the patient takes. {_SHOWN}",
            True,
        ),
        Service(
            "cotake-order-sign",
            "order-sign",
            "Interactions of the orders about to be signed",
            f"Checks all draft orders with each other and with all else that the patient takes. {_SHOWN}",
            True,
        ),
        Service(
            "cotake-patient-view",
            "patient-view",
            "Interactions in the current list of medicines",
            f"Checks what the patient takes now. {_SHOWN}",
            False,
        ),
    )
}


def discovery() -> dict[str, Any]:
    """The answer to `GET /cds-services`."""
    return {"services": [each.to_dict() for each in SERVICES.values()]}

"""The record types. Every one is a frozen dataclass; YAML keys are the field names."""

from cotake.knowledge._types._common import Citation, Review, Step, Term, Words
from cotake.knowledge._types._evidence import Identifiers, Source, Study
from cotake.knowledge._types._mechanism import (
    Absence,
    Consequence,
    Context,
    Evidence,
    Factor,
    Lasting,
    Level,
    MeasuredExposure,
    Mechanism,
    Pair,
    PairFinding,
    Role,
    Studied,
    When,
)
from cotake.knowledge._types._substance import (
    About,
    Absorption,
    Activation,
    Band,
    Caution,
    Change,
    Codes,
    Deed,
    Default,
    Exposure,
    HalfLife,
    Influence,
    Memberships,
    Part,
    Pathway,
    Product,
    Route,
    SideEffects,
    Starting,
    Substance,
    Washout,
)
from cotake.knowledge._types._vocabulary import (
    ActionEntry,
    AreaEntry,
    ClassEntry,
    ConditionEntry,
    Entry,
    EnzymeEntry,
    Fillers,
    FrequencyEntry,
    GeneEntry,
    HazardEntry,
    IndexEntry,
    LookAlike,
    RouteEntry,
    SeriousnessEntry,
    ShareEntry,
    StrengthEntry,
    TargetEntry,
    WarningEntry,
)

#: Folders of records, one file each, and the type each holds.
RECORD_TYPES = {
    "substances": Substance,
    "products": Product,
    "mechanisms": Mechanism,
    "pairs": Pair,
    "studies": Study,
    "sources": Source,
}

#: Vocabulary files, each a list, and the type of their entries.
VOCABULARY_TYPES = {
    "areas": AreaEntry,
    "hazards": HazardEntry,
    "targets": TargetEntry,
    "enzymes": EnzymeEntry,
    "actions": ActionEntry,
    "classes": ClassEntry,
    "conditions": ConditionEntry,
    "routes": RouteEntry,
    "side-effects": Entry,
    "warnings": WarningEntry,
    "strengths": StrengthEntry,
    "shares": ShareEntry,
    "indexes": IndexEntry,
    "seriousness": SeriousnessEntry,
    "evidence-grades": Entry,
    "bases": Entry,
    "read-marks": Entry,
    "absorption-effects": Entry,
    "agents": Entry,
    "genes": GeneEntry,
    "look-alikes": LookAlike,
    "frequencies": FrequencyEntry,
    "fillers": Fillers,
}

__all__ = [name for name in globals() if name[0].isupper()]

"""What measured exposure ratios make of a share of clearance or of a strength."""

from cotake._record import record


@record
class Fit:
    """One fact in numbers, after the exposure ratios of the pair records were fitted.

    `id` is the substance, the list, the enzyme, and which of its facts there: `ID undergoes cyp3a4 1`.
    `said` is what the record said when it was fitted; where it says something else by now, this no
    longer counts. `mid` with 80 % bounds: of `undergoes` the share of clearance, of `inhibits` the part of
    the activity lost, of `induces` how many times the activity. `pairs` counts the ratios that bear on it.
    """

    id: str
    said: str
    low: float
    mid: float
    high: float
    pairs: int

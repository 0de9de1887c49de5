"""Addresses and codes: those of HL7, LOINC and UCUM as published, and our own.

LOINC codes are those that these use, and none else:
PHQ-9: HL7 US Core 9.0.0, Questionnaire phq-9-example, and HL7 Personal Health Records, Questionnaire phq9;
GAD-7: HL7 Personal Health Records 1.0.0-ballot2, Questionnaire and QuestionnaireResponse gad7;
scores of both: the same guide, value set observation-scored-assessment-score-codes;
PEG: loinc.org/91148-7 (the panel) and 91147-9 (its mean);
sleep: value set pcd-sleep-observation-code of the same guide;
steps: HL7 US Physical Activity 1.0.0, value set pa-observation-code-time;
pain: HL7 Belgium, Patient Monitoring Outcome, value set pain-scale (loinc.org/72514-3);
age: HL7 Terminology, value set v3-LOINCObservationActContextAgeDefinitionCode;
eGFR, no formula told: HL7 FHIR Clinical Guidelines 1.0.0, value set ckd-valueset-egfr;
document and sections: value sets doc-typecodes and doc-section-codes of FHIR 4.0.1.
"""

from __future__ import annotations

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
ABSENT_CODES = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
ALLERGY_CLINICAL = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
#: Substances, as FHIR R4 names these systems (hl7.org/fhir/R4/terminologies-systems.html); the WHO's ATC.
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
UNII = "http://fdasis.nlm.nih.gov"
ATC = "http://www.whocc.no/atc"

#: Our own: code systems, extensions, questionnaires.
OURS = "urn:cotake:fhir:"
PDDI = f"{OURS}pddi"
CHECK = f"{OURS}check"

DOCUMENT = "51855-5"
MEDICATION_USE, PLAN_OF_CARE = "10160-0", "18776-5"
AGE, EGFR = "30525-0", "69405-9"

#: Of an instrument: the panel, its score, its items, and its answers by their number.
PANELS = {"phq-9": "44249-1", "gad-7": "69737-5", "peg": "91148-7"}
SCORES = {"phq-9": "44261-6", "gad-7": "70274-6", "peg": "91147-9"}
ITEMS = {
    "phq-9": {
        "interest": "44250-9",
        "mood": "44255-8",
        "sleep": "44259-0",
        "energy": "44254-1",
        "appetite": "44251-7",
        "worth": "44258-2",
        "concentration": "44252-5",
        "movement": "44253-3",
        "self-harm": "44260-8",
    },
    "gad-7": {
        "nervous": "69725-0",
        "control": "68509-9",
        "worry": "69733-4",
        "relax": "69734-2",
        "restless": "69735-9",
        "irritable": "69689-8",
        "afraid": "69736-7",
    },
}
_OFTEN = {0: "LA6568-5", 1: "LA6569-3", 2: "LA6570-1", 3: "LA6571-9"}
ANSWERS = {"phq-9": _OFTEN, "gad-7": _OFTEN}
#: Of a scale that was scored once on a day; a mean of several is none of these.
SCALES = {"pain": "72514-3", "slept": "93832-4", "steps": "41950-7"}

#: Units as UCUM writes them (ucum.org); others stand as they were typed, without a code.
UNITS = {
    "mg": "mg",
    "g": "g",
    "mcg": "ug",
    "µg": "ug",
    "μg": "ug",
    "ug": "ug",
    "kg": "kg",
    "ml": "mL",
    "iu": "[IU]",
    "mmol": "mmol",
    "meq": "meq",
    "%": "%",
    "h": "h",
    "mcg/h": "ug/h",
    "µg/h": "ug/h",
    "ug/h": "ug/h",
    "mg/h": "mg/h",
}

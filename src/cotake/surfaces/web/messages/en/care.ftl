room-care = Find care
room-care-lead = Here you will look for a clinician nearby or by video. The directory is not built yet; ask your prescriber, or the pharmacist where you buy your medicines.

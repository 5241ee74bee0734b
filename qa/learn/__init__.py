"""Questions with known answers → the fitted numbers, and how good they are."""

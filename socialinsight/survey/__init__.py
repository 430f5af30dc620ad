"""Questions instead of a survey: what a market researcher would ask, answered from what customers already wrote."""

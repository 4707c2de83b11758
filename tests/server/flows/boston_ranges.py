"""What the tuning flows search."""

RANGES = {
    "max_depth": (3, 12),
    "eta": (0.05, 0.5),
    "min_child_weight": (2, 8),
    "subsample": (0.5, 0.9),
    "gamma": (0, 10),
}
OBJECTIVE = "validation:rmse"

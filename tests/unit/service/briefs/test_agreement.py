"""A recommendation is repeated only where the same is asked for."""

import pytest

from service.briefs.agreement import agreed

PORTAL = "To disseminate information on best practices (both international and national)."


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("Build a platform for agencies and for exchange of best practices.", PORTAL, "disseminate: practices"),
        ("Leaders must produce a map that shows cluster locations.", "To map new clusters.", "map: clusters"),
        ("Workers should be trained in welding.", "Training in welding is needed.", ""),
        ("Also, it should be able to disseminate this knowledge to agencies.", PORTAL, ""),
        ("Create a framework for quality labeling of Clusters.", "Institute quality and testing centres.", ""),
        ("An effluent plant should be built.", "An effluent park should be built.", ""),
        ("Create testing laboratories in dye clusters.", "Provide testing laboratories.", "testing: laboratories"),
    ],
)  # fmt: skip
def test_the_same_action_on_the_same_thing_is_agreement(one: str, other: str, shared: str) -> None:
    assert agreed(one, other) == shared

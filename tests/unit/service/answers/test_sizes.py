"""Parts of a scheme for clusters of another size."""

import pytest

from service.answers.question import understand
from service.answers.sizes import other_parts_sizes, parts_sizes
from tests.unit.service.answers.plain import Plain

SHEET = (
    "In the small part of Loom Aid (2021), the cluster may have at most 500 artisans (Somebody, 2021). "
    "In the large part of Loom Aid (2021), the cluster must have more than 500 artisans (Somebody, 2021). "
    "In the old part of Loom Aid (2021), the cluster must have 1,000 to 2,500 artisans (Somebody, 2021). "
    "In the mega part of Loom Aid (2021), the cluster must have at least 15,000 looms (Somebody, 2021)."
)
SMALL, LARGE, OLD, MEGA = (
    f"In the {name} part of Loom Aid (2021)" for name in ("small", "large", "old", "mega")
)


def test_each_part_is_read_with_its_bounds() -> None:
    assert list(parts_sizes(SHEET)) == [
        (SMALL, 0.0, 500.0, "artisan"),
        (LARGE, 501.0, float("inf"), "artisan"),
        (OLD, 1000.0, 2500.0, "artisan"),
        (MEGA, 15000.0, float("inf"), "loom"),
    ]


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("grant for 800 artisans", (SMALL, OLD)),
        ("grant for 500 weavers", (LARGE, OLD)),
        ("we have 1,200 skilled artisans", (SMALL,)),
        ("help for 9,000 looms", (MEGA,)),
        ("grant for 8 crore", ()),
        ("grant in 2021", ()),
    ],
)
def test_parts_for_another_number_are_told(question: str, others: tuple[str, ...]) -> None:
    assert other_parts_sizes(understand(question, (), Plain()), SHEET) == others
